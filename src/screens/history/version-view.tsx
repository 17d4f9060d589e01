/**
 * The version that is chosen: the dashboard as it was, and how it differs from another. Before: ./version-list chooses. After:
 * ./comparison and ./old-canvas draw it, ./restore-dialog goes back to it.
 */
import ArrowLeft from 'lucide/dist/esm/icons/arrow-left.mjs'
import Back from 'lucide/dist/esm/icons/rotate-ccw-clock.mjs'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { ListedVersion } from '../../../core/wire/version-list'
import { directionOf } from '../../canvas/direction'
import { useWidth } from '../../canvas/use-width'
import type { DeviceNames, HistoryCalls } from '../../sync/history-calls'
import { HISTORY_HASH } from '../../ui/hashes'
import { Icon } from '../../ui/icon'
import { sentence } from '../../ui/moment'
import { useServices } from '../../ui/services'
import { useStore } from '../../ui/use-store'
import { historyWords } from '../../words/en/history'
import { ChangeList } from './change-list'
import { CompareWith } from './compare-with'
import { changesBetween, compareOn, drawnAlone } from './comparison'
import { miniature } from './miniature'
import { OldCanvas } from './old-canvas'
import { RestoreDialog } from './restore-dialog'
import { type Other, otherOf, type Pair, pairOf, whenWas } from './two-versions'
import { useVersion } from './use-version'
import { deviceOf } from './version-list'
import type { VersionMemory } from './version-memory'

interface VersionViewProps {
  calls: HistoryCalls
  memory: VersionMemory
  names: DeviceNames
  /** The revision; null: none is chosen. */
  chosen: number | null
  /** What it is compared with. */
  wish: Other
  onWish(wish: Other): void
}

export function VersionView({ chosen, ...parts }: VersionViewProps) {
  if (chosen === null) return <p class="version-view hint version-none">{historyWords().chooseOne}</p>
  return <Chosen revision={chosen} {...parts} />
}

/** Below this the list is not beside it (history.css). */
const ALONE = '(max-width: 899px)'

function Chosen({
  revision,
  calls,
  memory,
  names,
  wish,
  onWish,
}: Omit<VersionViewProps, 'chosen'> & { revision: number }) {
  const words = historyWords()
  const { versions, next } = useStore(memory.store, (state) => state)
  const version = versions.find((one) => one.revision === revision)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (window.matchMedia?.(ALONE).matches) heading.current?.focus()
    else heading.current?.scrollIntoView?.({ block: 'nearest' })
  }, [])
  // Of one that the address names, or the oldest of those read, the one before it may not have been read yet.
  const isAtTheEnd = version === undefined || version === versions.at(-1)
  useEffect(() => {
    if (isAtTheEnd && next !== null && next > 0 && revision <= (versions.at(-1)?.revision ?? 0)) void memory.more()
  }, [isAtTheEnd, next, revision, versions, memory])

  const layout = useVersion(memory, revision)
  return (
    <section class="version-view" aria-labelledby="version-title">
      <a class="button quiet back version-back" href={HISTORY_HASH}>
        <Icon node={ArrowLeft} size={18} />
        {words.allVersions}
      </a>
      <header class="version-head">
        <div>
          <h3 id="version-title" ref={heading} tabIndex={-1}>
            {sentence(whenWas(version, revision))}
          </h3>
          {version !== undefined && (
            <p class="hint">
              {sentence(deviceOf(version, names))} · {words.by[version.trigger]}
            </p>
          )}
        </div>
        {typeof layout === 'object' && (
          <GoBack calls={calls} memory={memory} version={version} revision={revision} layout={layout} />
        )}
      </header>
      {layout === 'loading' && <p class="hint">{words.loading}</p>}
      {layout === 'not-kept' && <p class="notice">{words.notKept}</p>}
      {layout === 'signed-out' && <p class="notice">{words.signedOut}</p>}
      {layout === 'unreachable' && <p class="notice">{words.unreachable}</p>}
      {typeof layout === 'object' && (
        <Compared memory={memory} revision={revision} layout={layout} wish={wish} onWish={onWish} />
      )}
    </section>
  )
}

type ReadLayout = Parameters<typeof drawnAlone>[0]

interface GoBackProps {
  calls: HistoryCalls
  memory: VersionMemory
  version: ListedVersion | undefined
  revision: number
  layout: ReadLayout
}

function GoBack({ calls, memory, version, revision, layout }: GoBackProps) {
  const words = historyWords()
  const now = useStore(useServices().layout, (state) => state.widgets)
  const [to, setTo] = useState<number | null>(null)
  const isNow = useMemo(() => changesBetween(now, layout).length === 0, [now, layout])
  const before = otherOf(memory.store.getState().versions, revision, 'before')
  return (
    <div class="row-end">
      {isNow && <span class="hint">{words.isNow}</span>}
      {version?.trigger === 'restore' && before !== null && before !== 'now' && (
        <button type="button" class="button" onClick={() => setTo(before)}>
          {words.undoRestore}
        </button>
      )}
      {!isNow && (
        <button type="button" class="button primary" onClick={() => setTo(revision)}>
          <Icon node={Back} size={18} />
          {words.restore}
        </button>
      )}
      {to !== null && <RestoreDialog calls={calls} memory={memory} revision={to} onClose={() => setTo(null)} />}
    </div>
  )
}

interface ComparedProps {
  memory: VersionMemory
  revision: number
  layout: ReadLayout
  wish: Other
  onWish(wish: Other): void
}

function Compared({ memory, revision, layout, wish, onWish }: ComparedProps) {
  const words = historyWords()
  const versions = useStore(memory.store, (state) => state.versions)
  const now = useStore(useServices().layout, (state) => state.widgets)
  const ground = useRef<HTMLDivElement>(null)
  const metrics = miniature(useWidth(ground), directionOf(ground.current))
  /** null: the version that is chosen. */
  const [side, setSide] = useState<'before' | 'after' | null>(null)
  const [aim, setAim] = useState<{ id: string } | null>(null)

  const other = otherOf(versions, revision, wish)
  const read = useVersion(memory, typeof other === 'number' ? other : null)
  const otherLayout = other === 'now' ? now : read
  const pair: Pair | null = pairOf(revision, other)
  const compared = useMemo(() => {
    if (pair === null || typeof otherLayout !== 'object') return null
    return pair.chosen === 'after'
      ? compareOn(metrics.grid, otherLayout, layout)
      : compareOn(metrics.grid, layout, otherLayout)
  }, [pair?.chosen, layout, otherLayout, metrics.grid])
  const shown = side ?? pair?.chosen ?? 'after'
  const drawn = compared?.[shown] ?? drawnAlone(layout, metrics.grid)
  const when = (of: number | 'now') =>
    of === 'now'
      ? words.now
      : whenWas(
          versions.find((one) => one.revision === of),
          of,
        )
  const title = pair === null || compared === null ? when(revision) : when(pair[shown])

  useLayoutEffect(() => {
    if (aim === null) return
    const box = ground.current?.querySelector<HTMLElement>(`[data-box-id="${CSS.escape(aim.id)}"]`)
    box?.focus({ preventScroll: true })
    box?.scrollIntoView?.({ block: 'nearest' })
  }, [aim, shown])

  return (
    <>
      <CompareWith
        wish={wish}
        others={versions.filter((one) => one.revision !== revision)}
        onWish={(wished) => {
          onWish(wished)
          setSide(null)
        }}
        pair={compared === null ? null : pair}
        shown={shown}
        onShow={setSide}
        when={when}
      />
      {other !== null && otherLayout === 'loading' && <p class="hint">{words.loading}</p>}
      {other !== null && typeof otherLayout === 'string' && otherLayout !== 'loading' && (
        <p class="notice">{otherLayout === 'not-kept' ? words.notKept : words.unreachable}</p>
      )}
      {compared !== null && (
        <ChangeList
          changes={compared.changes}
          grid={metrics.grid}
          onChoose={(id) => {
            // What is gone is drawn where it was, what is new is in one of the two only.
            if (!drawn.some(({ widget }) => widget.id === id)) setSide('after')
            setAim({ id })
          }}
        />
      )}
      <div ref={ground} class="old-ground">
        {drawn.length === 0 && <p class="hint">{words.empty}</p>}
        <OldCanvas drawn={drawn} metrics={metrics} label={words.canvasLabel(title)} />
      </div>
    </>
  )
}
