/**
 * What a dashboard without widgets shows: dashboards to begin with, each with its picture, and the way to the catalogue. Of an account of
 * which this device has heard nothing yet nobody knows that it is empty: to begin with another would put one on top of what is there.
 */
import { readBox } from '../../core/layout/asked'
import { COLUMNS } from '../../core/layout/model'
import { place } from '../../core/layout/place'
import { LOCAL_ACCOUNT } from '../store/who'
import { attempt } from '../ui/attempt'
import { Logo } from '../ui/logo'
import { useOpenScreen } from '../ui/screens'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'
import { useStore } from '../ui/use-store'
import { dashboardWords } from '../words/en/dashboard'
import { JoinLink } from './join-link'
import { STARTERS, type Starter } from './starters'

/** Cells of the picture: pixels of its own size, which the page scales. */
const CELL = 10
const GAP = 2

function Picture({ starter }: { starter: Starter }) {
  const asked = starter
    .widgets()
    .map(({ fields }, i) => ({ id: String(i), box: readBox(fields?.desktop, COLUMNS.desktop) }))
  const boxes = Object.values(place(asked, COLUMNS.desktop))
  const rows = Math.max(...boxes.map(({ y, h }) => y + h))
  return (
    <svg class="starter-picture" viewBox={`0 0 ${COLUMNS.desktop * CELL} ${rows * CELL}`} aria-hidden="true">
      {boxes.map(({ x, y, w, h }) => (
        <rect
          key={`${x} ${y}`}
          x={x * CELL + GAP / 2}
          y={y * CELL + GAP / 2}
          width={w * CELL - GAP}
          height={h * CELL - GAP}
          rx={3}
        />
      ))}
    </svg>
  )
}

export function EmptyCanvas() {
  const { actions, layout, sync } = useServices()
  const toasts = useToasts()
  const openScreen = useOpenScreen()
  const { account, revision } = useStore(layout, (state) => state)
  const lastSyncedAt = useStore(sync, (state) => state.lastSyncedAt)
  const words = dashboardWords()
  if (account !== LOCAL_ACCOUNT && revision === 0 && lastSyncedAt === null) {
    return (
      <section class="empty" aria-label={words.coming}>
        <Logo />
        <h2>{words.coming}</h2>
        <p>{words.comingHint}</p>
        <button type="button" class="button" onClick={() => openScreen('catalogue')}>
          {words.orChoose}
        </button>
      </section>
    )
  }
  return (
    <section class="empty" aria-label={words.nothingHere}>
      <Logo />
      <h2>{words.empty}</h2>
      <p>{words.emptyHint}</p>
      <ul class="starters">
        {STARTERS.map((starter) => {
          const { name, about } = starter.words()
          return (
            <li key={starter.key}>
              <button
                type="button"
                class="starter"
                onClick={() => attempt(toasts, () => void actions.addWidgets(starter.widgets()))}
              >
                <Picture starter={starter} />
                <span class="choice-words">
                  <strong>{name}</strong>
                  <span>{about}</span>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      <button type="button" class="button" onClick={() => openScreen('catalogue')}>
        {words.orChoose}
      </button>
      <JoinLink />
    </section>
  )
}
