/** Does what the address asked for, once: then the address asks for nothing any more. Loaded when it asks (./asks). Before: ./launch. After: store/actions. */
import { MAX_TITLE_CHARS } from '../../core/layout/limits'
import { bringToView } from '../canvas/bring-to-view'
import { attempt, UNDO_OFFER } from '../ui/attempt'
import type { Services } from '../ui/services'
import type { Toasts } from '../ui/toasts'
import { orderAfter, readEntries } from '../widgets/read-field'
import { WIDGET_TYPES, widgetName, widgetType } from '../widgets/registry'
import { spokenLength } from '../widgets/timer/duration-text'
import { DEFAULT_LENGTH_MS, lengthOf, modeOf, RUNS } from '../widgets/timer/fields'
import { kindOf, newRun, readRun, runValue, started } from '../widgets/timer/run'
import { installWords } from '../words/en/install'
import { type Launch, launchOf, withoutLaunch } from './launch'

/** Whatever characters they are, they have room in a value (MAX_VALUE_BYTES), which escapes some as six bytes. */
const NOTE_CHARS = 2_500
const CENTRE = { block: 'center' } as const

type Parts = Pick<Services, 'actions' | 'layout' | 'uuid'>

/** To be called at the start, once words are there. What it makes is in local storage when it returns (D1). */
export function carryOutLaunch(services: Parts, toasts: Toasts): void {
  const types = WIDGET_TYPES.map(({ type }) => type)
  const launch = launchOf(window.location.search, types)
  if (launch !== null) {
    const said: { text?: string } = {}
    if (attempt(toasts, () => Object.assign(said, { text: carryOut(launch, services) })) && said.text !== undefined) {
      const action = { label: installWords().undo, run: () => services.actions.undo() }
      toasts.push({ kind: 'success', text: said.text, action, key: UNDO_OFFER })
    }
  }
  // In the same moment, so that a reload, or a way back to here, does nothing twice.
  const clean = withoutLaunch(window.location.href)
  const { pathname, search, hash } = window.location
  if (clean !== `${pathname}${search}${hash}`) window.history.replaceState(window.history.state, '', clean)
}

/** @returns what to say of it; undefined: it is there to be seen */
function carryOut(launch: Launch, services: Parts): string | undefined {
  const { actions } = services
  const words = installWords()
  switch (launch.kind) {
    case 'new':
      bringToView(actions.addWidget(launch.type), CENTRE)
      return undefined
    case 'start-timer':
      return startTimer(services)
    case 'text':
      bringToView(actions.addWidgets(notesOf(launch).map((fields) => ({ type: 'note', fields })))[0] ?? '', CENTRE)
      return words.sharedText
    case 'link':
      return words.sharedLink(addLink(launch, services))
  }
}

/** What one note has no room for goes into another: nothing shared is lost. */
function notesOf({ title, text }: { title: string; text: string }): Record<string, string>[] {
  const name = [...title].slice(0, MAX_TITLE_CHARS).join('')
  const characters = [...text]
  const notes = Math.max(1, Math.ceil(characters.length / NOTE_CHARS))
  return Array.from({ length: notes }, (_, i) => ({
    title: name,
    'data/text': characters.slice(i * NOTE_CHARS, (i + 1) * NOTE_CHARS).join(''),
  }))
}

/** The first timer of the dashboard that waits to be started; a new one where there is none. @returns what is said of it */
function startTimer({ actions, layout }: Parts): string {
  const now = Date.now()
  const waiting = ofType(layout, 'timer').find(
    (one) =>
      modeOf(one) === 'timer' && ['new', 'ended'].includes(kindOf(readRun(one.fields[RUNS.timer], lengthOf(one)), now)),
  )
  const length = waiting === undefined ? DEFAULT_LENGTH_MS : lengthOf(waiting)
  const running = { [RUNS.timer]: runValue(started(newRun(length), now)) }
  if (waiting === undefined) bringToView(actions.addWidget('timer', running), CENTRE)
  else {
    actions.editWidget(waiting.id, running)
    bringToView(waiting.id, CENTRE)
  }
  const name = waiting === undefined ? widgetType('timer').words().name : widgetName(waiting)
  return installWords().startedTimer(name, spokenLength(length))
}

/** The widgets of a type, as the dashboard is read. */
const ofType = (layout: Parts['layout'], type: string) =>
  Object.values(layout.getState().widgets)
    .filter(({ fields }) => fields.type === type)
    .sort((a, b) => placeOf(a.fields.desktop) - placeOf(b.fields.desktop) || (a.id < b.id ? -1 : 1))

/** To the first links of the dashboard, as it is read; to new ones where there are none. @returns what they are called */
function addLink({ url, title }: { url: string; title: string }, { actions, layout, uuid }: Parts): string {
  const field = `data/link:${uuid()}`
  const [first] = ofType(layout, 'links')
  if (first === undefined) {
    bringToView(actions.addWidget('links', { [field]: { url, title, order: 1 } }), CENTRE)
    return widgetType('links').words().name
  }
  actions.editWidget(first.id, { [field]: { url, title, order: orderAfter(readEntries(first, 'data/link:')) } })
  bringToView(first.id, CENTRE)
  return widgetName(first)
}

/** From the top, and in a row from the start; a box that makes no sense comes last. */
function placeOf(box: unknown): number {
  const { x, y } = (box ?? {}) as { x?: unknown; y?: unknown }
  return typeof x === 'number' && typeof y === 'number' ? y * 12 + x : Number.MAX_SAFE_INTEGER
}
