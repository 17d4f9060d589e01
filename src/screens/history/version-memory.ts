/**
 * What was read of the history in this page's life: the list, and layouts of some versions. So it is there while the server is not,
 * and is asked for once. Before: sync/history-calls. After: the screen. Knows no components.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Layout } from '../../../core/layout/model'
import type { ListedVersion } from '../../../core/wire/version-list'
import type { HistoryCalls, NoAnswer } from '../../sync/history-calls'

export interface VersionsRead {
  /** Newest first. */
  versions: ListedVersion[]
  /** What to ask for after the oldest of them; null: there are no more. */
  next: number | null
  isAsking: boolean
  /** Why the last answer did not come; null: it did. */
  problem: NoAnswer | null
  /** There has been an answer. */
  isRead: boolean
}

export interface VersionMemory {
  store: StoreApi<VersionsRead>
  /** Asks what is new. */
  refresh(): Promise<void>
  /** Asks for older ones. */
  more(): Promise<void>
  /** The layout of a version, if it is in memory. */
  known(revision: number): Layout | undefined
  /**
   * The layout of a version; few are asked for at once.
   * @param isWanted asked when its turn comes: what nobody looks at any more is not loaded
   * @returns why it is not there; null: nobody wanted it any more
   */
  layoutAt(revision: number, isWanted?: () => boolean): Promise<Layout | NoAnswer | null>
}

const MOST_AT_ONCE = 3
/** Layouts kept: the longest unused goes. One is 2 MiB at most, and mostly some kilobytes. */
const MOST_KEPT = 60

/** Of one page and account; what was read of another account is forgotten (D13). */
let shared: { calls: HistoryCalls; account: string; memory: VersionMemory } | null = null

export function versionMemory(calls: HistoryCalls, account: string): VersionMemory {
  if (shared?.calls !== calls || shared.account !== account) {
    shared = { calls, account, memory: createVersionMemory(calls) }
  }
  return shared.memory
}

export function createVersionMemory(calls: Pick<HistoryCalls, 'list' | 'layoutAt'>): VersionMemory {
  const store = createStore<VersionsRead>(() => ({
    versions: [],
    next: null,
    isAsking: false,
    problem: null,
    isRead: false,
  }))
  /** In the order of use. Revision 0 is the empty layout before the first save. */
  const kept = new Map<number, Layout>()
  const asked = new Map<number, Promise<Layout | NoAnswer>>()
  const waiting: (() => void)[] = []
  let underWay = 0

  async function ask(before?: number): Promise<void> {
    if (store.getState().isAsking) return
    store.setState({ isAsking: true })
    const page = await calls.list(before)
    if (page.kind !== 'came') return store.setState({ isAsking: false, problem: page.kind })
    const { answer } = page
    const read = store.getState()
    if (before === undefined && isAnotherHistory(read.versions, answer.versions)) kept.clear()
    const merged = before === undefined ? withNewest(read, answer) : withOlder(read, answer)
    store.setState({ ...merged, isAsking: false, problem: null, isRead: true })
  }

  async function load(revision: number): Promise<Layout | NoAnswer> {
    const answered = await calls.layoutAt(revision)
    if (answered.kind !== 'came') return answered.kind
    keep(revision, answered.answer)
    return answered.answer
  }

  function keep(revision: number, layout: Layout): void {
    kept.delete(revision)
    kept.set(revision, layout)
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break
      kept.delete(oldest)
    }
  }

  const turn = (): Promise<void> =>
    underWay < MOST_AT_ONCE ? Promise.resolve() : new Promise((done) => void waiting.push(done))

  return {
    store,
    refresh: () => ask(),
    more: async () => {
      const { next } = store.getState()
      if (next !== null) await ask(next)
    },
    known: (revision) => (revision === 0 ? {} : kept.get(revision)),
    async layoutAt(revision, isWanted = () => true) {
      if (revision === 0) return {}
      const known = kept.get(revision)
      if (known !== undefined) {
        keep(revision, known)
        return known
      }
      const same = asked.get(revision)
      if (same !== undefined) return same
      while (underWay >= MOST_AT_ONCE) await turn()
      const meanwhile = kept.get(revision) ?? asked.get(revision)
      if (meanwhile !== undefined || !isWanted()) {
        waiting.shift()?.()
        return meanwhile ?? null
      }
      underWay += 1
      const loading = load(revision).finally(() => {
        underWay -= 1
        asked.delete(revision)
        waiting.shift()?.()
      })
      asked.set(revision, loading)
      return loading
    },
  }
}

type Page = Pick<VersionsRead, 'versions' | 'next'>

/** The server came from a backup (S14): what was read of the revisions since is of a history that is lost. */
function isAnotherHistory(read: readonly ListedVersion[], newest: readonly ListedVersion[]): boolean {
  const [first] = read
  if (first === undefined) return false
  const same = newest.find(({ revision }) => revision === first.revision)
  return same === undefined ? (newest[0]?.revision ?? 0) < first.revision : same.tag !== first.tag
}

/** The newest page before what was read, if the two meet. */
function withNewest(read: Page, page: Page): Page {
  const oldest = page.versions.at(-1)?.revision ?? 0
  const older = read.versions.filter(({ revision }) => revision < oldest)
  const meets = read.versions.some(({ revision }) => revision >= oldest)
  if (!meets || isAnotherHistory(read.versions, page.versions) || page.next === null) return page
  return { versions: [...page.versions, ...older], next: older.length === 0 ? page.next : read.next }
}

function withOlder(read: Page, page: Page): Page {
  const oldest = read.versions.at(-1)?.revision ?? Number.POSITIVE_INFINITY
  return { versions: [...read.versions, ...page.versions.filter(({ revision }) => revision < oldest)], next: page.next }
}
