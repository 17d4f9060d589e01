/**
 * What the inspector can see and do: the page's owed edits, the worker's queue and what the server has acknowledged, a
 * timeline of all three, and trouble on purpose. Loaded when somebody opens it or asks for it in the console. Before:
 * holdfast gives it the page's parts. After: the screen in src/screens/inspector, and `await holdfast.inspector()`.
 */

import { type Edit, isFieldEdit, type OwedEdit, type Stream } from '../../core/edits/edit'
import type { Json, Layout, Replica } from '../../core/layout/model'
import { JOURNAL_MAX, type JournalEvent } from '../../core/wire/journal-event'
import { type HeldSave, type Inspection, NOTHING_PROVOKED } from '../../core/wire/worker-message'
import type { Env } from '../env'
import { fieldKind } from '../journal/field-kind'
import type { PageJournal } from '../journal/journal'
import type { Device } from '../store/device-contract'
import type { LayoutStore } from '../store/layout-store'
import type { StorageUse } from '../store/persistence'
import type { SyncStore } from '../store/sync-store'
import { getLayout } from '../sync/get-layout'
import { isOthers, ownSaves } from '../sync/own-saves'
import type { WorkerFacts, WorkerLink } from '../sync/worker-link'
import { describeEdit } from '../words/describe'
import { inspectorWords } from '../words/en/inspector'
import { troubleWords } from '../words/en/trouble'
import { createProvoking } from './provoking'
import { redact } from './redact'
import { createServerFaults } from './server-faults'
import { type Trouble, troubleOf } from './trouble'

export interface InspectorParts {
  env: Env
  device: Device
  layout: LayoutStore
  sync: SyncStore
  link: WorkerLink
  journal: PageJournal
  version: string
  /** null: the browser does not say. */
  storageUse(): Promise<StorageUse | null>
  /** Sends everything that is owed now. */
  syncNow(): Promise<unknown>
}

/** An edit of a save, with what a person calls it. */
export interface NamedEdit {
  writer: string
  n: number
  words: string
}

export interface HeldWithWords extends HeldSave {
  edits: NamedEdit[]
  /** The server has all of it already, as this device knows by another answer; the queue learns it at the next try. */
  acknowledged: boolean
}

export interface Snapshot {
  version: string
  page: {
    account: string
    device: string
    writer: string
    visible: boolean
    online: boolean
    status: string
    owed: NamedEdit[]
    setAside: number
  }
  worker: {
    controlled: boolean
    /** null: this browser or this address has none. */
    facts: WorkerFacts | null
    /** null: it did not answer. */
    said: (Omit<Inspection, 'held' | 'journal'> & { held: HeldWithWords[] }) | null
  }
  server: {
    revision: number
    tag: string | null
    /** How far the writers known here are acknowledged. */
    acknowledged: { writer: string; n: number }[]
    lastSyncedAt: number | null
    /** What was added to the times of the server's own lines to make them this device's, ms; 0: the clocks agree. */
    clockOffMs: number
  }
  storage: {
    /** Kept until the person deletes it; null: the browser does not say. */
    persisted: boolean | null
    use: StorageUse | null
    problem: string | null
  }
  /** What the worker and the server do wrong on purpose; null: this server does not allow it. */
  trouble: Trouble | null
  /** Why there is no trouble to be had, in a sentence; null: there is. */
  noTrouble: string | null
}

/** What the server itself says, asked now. */
export type ServerSaid = { revision: number; tag: string | null; lastN: Record<string, number> } | 'unreachable'

export interface Look {
  snapshot: Snapshot
  /** Page, worker and server together, oldest first, at most 500. */
  timeline: JournalEvent[]
  /** What widgets are called, for the words of the timeline. */
  names: Layout
}

export interface Inspector {
  /** All of it at one moment. */
  look(): Promise<Look>
  /** Of the timeline what this device noted, oldest first: nothing is asked of the server. */
  tries(): Promise<JournalEvent[]>
  /** Hears that something may look different now. */
  onChange(fn: () => void): () => void
  askServer(): Promise<ServerSaid>
  /** Sends everything that is owed, or what the worker holds of it. @returns null, or a sentence that says why not */
  sendNow(): Promise<string | null>
  /** A held save as a JSON file's text, with all that is in it. */
  exportHeld(id: number): Promise<string | null>
  /** Takes a held save out of the queue and keeps its edits aside (D12). @returns null, or a sentence that says why not */
  setAside(id: number): Promise<string | null>
  /** Takes a held save out of the queue and forgets its edits. @returns null, or a sentence that says why not */
  discard(id: number): Promise<string | null>
  /** Everything for a bug report as a JSON file's text: without what was typed and who one is. */
  report(): Promise<string>
  /** Switches trouble on and off; what is said wrong changes nothing. @returns null, or a sentence that says why not */
  provoke(change: Partial<Trouble>): Promise<string | null>
  /** A made-up device of this account sets this field now. @returns null, or a sentence that says why not */
  editElsewhere(widget: string, field: string, value: Json): Promise<string | null>
}

export function createInspector(parts: InspectorParts): Inspector {
  const { env, device, layout, sync, link, journal, version } = parts
  const faults = createServerFaults(env)

  const namedStreams = (streams: readonly Stream[], words: Words): NamedEdit[] =>
    streams.flatMap(({ writer, edits }) => edits.map((edit) => ({ writer, n: edit.n, words: words(edit) })))
  /** What widgets are called: as they are shown, and those that were removed as the server has them. */
  const names = (): Layout => ({ ...asHeld(device.replica()), ...layout.getState().widgets })
  const streamsOf = ({ body }: HeldSave): Stream[] => (body as { streams?: Stream[] } | null)?.streams ?? []

  const inspect = async () => (await link.ask({ type: 'inspect' }, 'inspection'))?.inspection ?? null

  /** @param forReport nothing in it is to say what somebody typed, such as a title */
  async function look(forReport = false): Promise<Look> {
    const account = device.account().id
    const widgets = forReport ? {} : names()
    const [said, use, facts, list, ofPages, ofServer] = await Promise.all([
      inspect(),
      parts.storageUse(),
      link.facts(),
      faults.get(),
      journal.all(),
      faults.events(),
    ])
    // Somebody else is shown meanwhile.
    if (account !== device.account().id) return look(forReport)
    const timeline = inOrder([...ofPages, ...ofServer.events], said, account)
    const { storagePersisted: persisted, storageProblem: problem } = sync.getState()
    const words: Words = (edit) => describeEdit(widgets, forReport ? withoutKey(edit) : edit)
    const { page, server } = hereAndThere(words)
    const snapshot = {
      version,
      page,
      server: { ...server, clockOffMs: ofServer.clockOffMs },
      ...elsewhere(said, facts, list, words),
      storage: { persisted, use, problem },
    }
    return { snapshot, timeline, names: widgets }
  }

  async function tries(): Promise<JournalEvent[]> {
    const account = device.account().id
    const [said, ofPages] = await Promise.all([inspect(), journal.all()])
    return account === device.account().id ? inOrder(ofPages, said, account) : tries()
  }

  /** What this page knows by itself. */
  function hereAndThere(words: Words): { page: Snapshot['page']; server: Omit<Snapshot['server'], 'clockOffMs'> } {
    const owed = device.owed()
    const writers = new Set([device.writer, ...owed.map(({ writer }) => writer)])
    const { syncStatus, lastSyncedAt, setAside } = sync.getState()
    const { revision, tag } = device.replica()
    return {
      page: {
        account: device.account().id,
        device: device.id(),
        writer: device.writer,
        visible: env.isVisible(),
        online: env.isOnline(),
        status: syncStatus,
        owed: namedStreams(owed, words),
        setAside: setAside.length,
      },
      server: {
        revision,
        tag,
        acknowledged: [...writers].map((writer) => ({ writer, n: device.settledN(writer) })),
        lastSyncedAt,
      },
    }
  }

  function elsewhere(
    said: Inspection | null,
    facts: WorkerFacts | null,
    list: Awaited<ReturnType<typeof faults.get>>,
    words: Words,
  ): Pick<Snapshot, 'worker' | 'trouble' | 'noTrouble'> {
    const held = ownSaves(said?.held ?? [], device.account().id).map((save) => {
      const edits = namedStreams(streamsOf(save), words)
      const acknowledged = edits.length > 0 && edits.every(({ writer, n }) => n <= device.settledN(writer))
      return { ...save, edits, acknowledged }
    })
    return {
      worker: {
        controlled: link.controlled(),
        facts,
        said: said === null ? null : { version: said.version, untaken: said.untaken, provoked: said.provoked, held },
      },
      trouble: typeof list === 'string' ? null : troubleOf(list, said?.provoked ?? NOTHING_PROVOKED),
      noTrouble: typeof list === 'string' ? troubleWords().noneHere[list] : null,
    }
  }

  const heldSave = async (id: number) =>
    (await link.outbox()).find((save) => save.id === id && save.account === device.account().id)

  /** Takes a save out of the queue, and gives what of it is still owed to `then`. In this order: cut off in between, it is owed and sent again. */
  async function takeOut(id: number, then: (edits: Stream<OwedEdit>[]) => Promise<void>): Promise<string | null> {
    const save = await heldSave(id)
    if (save === undefined) return inspectorWords().saveGone
    const reply = await link.ask({ type: 'release', entry: id }, 'released')
    if (reply === null) return troubleWords().workerSilent
    if (reply.outcome !== 'released')
      return reply.outcome === 'busy' ? inspectorWords().saveBusy : inspectorWords().saveGone
    const carried = new Set(streamsOf(save).flatMap(({ writer, edits }) => edits.map(({ n }) => `${writer} ${n}`)))
    await then(
      device
        .owed()
        .map(({ writer, edits }) => ({ writer, edits: edits.filter(({ n }) => carried.has(`${writer} ${n}`)) })),
    )
    // What was made since then was to go with it.
    if (device.owed().length > 0) await parts.syncNow()
    return null
  }

  /** What the worker holds already is not handed to it once more. */
  async function sendNow(): Promise<string | null> {
    const said = await inspect()
    const isHeld = said?.held.some(({ account }) => account === device.account().id) === true
    if (said?.provoked.paused && (isHeld || link.controlled())) return inspectorWords().stopped
    if (isHeld) link.send({ type: 'drain', reason: 'retry', account: device.account().id })
    else await parts.syncNow()
    return null
  }

  const { provoke, editElsewhere } = createProvoking({ faults, link, inspect, online: () => void sendNow() })

  return {
    look: () => look(),
    tries,
    onChange(fn) {
      // Not its own answers, which are looked for because something changed.
      const hear: Parameters<WorkerLink['onReport']>[0] = ({ type }) => {
        if (type === 'status' || type === 'learned' || type === 'journal') fn()
      }
      const stops = [link.onReport(hear), journal.onNote(fn), sync.subscribe(fn), layout.subscribe(fn)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    async askServer() {
      const { revision, tag } = device.replica()
      const writers = Object.fromEntries(device.owed().map(({ writer }) => [writer, 0]))
      const pulled = await getLayout(env, {
        account: device.account().id,
        device: device.id(),
        since: revision,
        tag,
        writers: { ...writers, [device.writer]: 0 },
      })
      if (pulled.kind !== 'came') return 'unreachable'
      const { answer } = pulled
      return { revision: answer.revision, tag: answer.tag, lastN: answer.lastN }
    },
    sendNow,
    async exportHeld(id) {
      const save = await heldSave(id)
      return save === undefined ? null : JSON.stringify({ holdfast: 'held-save', ...save }, null, 2)
    },
    setAside: (id) =>
      takeOut(id, async (streams) => {
        const widgets = names()
        const reason = inspectorWords().setAsideReason
        await device.setAside(
          streams.flatMap(({ writer, edits }) =>
            edits.map((edit) => ({ writer, edit, words: describeEdit(widgets, edit), reason })),
          ),
        )
      }),
    discard: (id) =>
      takeOut(id, (streams) =>
        device.discard(streams.flatMap(({ writer, edits }) => edits.map(({ n }) => ({ writer, n })))),
      ),
    async report() {
      const about = { holdfast: 'report', madeAt: new Date(env.now()).toISOString(), browser: env.deviceName }
      const { snapshot, timeline } = await look(true)
      return JSON.stringify(redact({ ...about, ...snapshot, timeline }), null, 2)
    },
    provoke,
    editElsewhere,
  }
}

/** One timeline of what the device and the server noted and what the worker said, without what belongs to other accounts. */
function inOrder(noted: readonly JournalEvent[], said: Inspection | null, account: string): JournalEvent[] {
  const others = new Set(said?.held.filter((save) => isOthers(save, account)).map(({ save }) => save))
  return [...noted, ...(said?.journal ?? [])]
    .filter(({ save = null }) => save === null || !others.has(save))
    .sort((a, b) => a.at - b.at)
    .slice(-JOURNAL_MAX)
}

/** What a person calls an edit. */
type Words = (edit: Edit) => string

const withoutKey = (edit: Edit): Edit => (isFieldEdit(edit) ? { ...edit, field: fieldKind(edit.field) } : edit)

/** A replica's widgets with plain values, removed ones too. */
function asHeld({ widgets }: Replica): Layout {
  return Object.fromEntries(
    Object.entries(widgets).map(([id, { fields }]) => {
      const values = Object.entries(fields).flatMap(([key, field]) => ('value' in field ? [[key, field.value]] : []))
      return [id, { id, fields: Object.fromEntries(values) }]
    }),
  )
}
