/**
 * Where accounts stand now, for many who ask at once: whoever asks while a question is under way is gathered into the next,
 * so that thousands of streams that open (or look again) together cost a handful of statements. Before: streams. Knows no SQL.
 */
import type { RevisionEvent } from '../../core/wire/event'

const MOST_ACCOUNTS = 1_000
/** After a question that failed: the database is away, and whoever asked goes on waiting. */
export const LOOK_AGAIN_MS = 1_000

export interface LookUpDeps {
  /** Accounts in one question at most; 1,000 when absent. */
  most?: number
  /** Where these accounts stand; one that has no layout yet is left out. Rejects when the database is away. */
  current(accounts: string[]): Promise<ReadonlyMap<string, RevisionEvent>>
  /** Calls back once. */
  after(ms: number, call: () => void): void
}

/** Asks where `account` stands. `answer` is called once, however long that takes. */
export type LookUp = (account: string, answer: (event: RevisionEvent) => void) => void

const NOTHING_YET: RevisionEvent = { revision: 0, tag: null }

export function createLookUp({ current, after, most = MOST_ACCOUNTS }: LookUpDeps): LookUp {
  type Answers = ((event: RevisionEvent) => void)[]
  const waiting = new Map<string, Answers>()
  let running = false

  async function run(): Promise<void> {
    const asked = new Map<string, Answers>()
    for (const [account, answers] of waiting) {
      if (asked.size === most) break
      asked.set(account, answers)
      waiting.delete(account)
    }
    let pauseMs = 0
    try {
      const found = await current([...asked.keys()])
      for (const [account, answers] of asked) {
        for (const answer of answers) answer(found.get(account) ?? NOTHING_YET)
      }
    } catch {
      pauseMs = LOOK_AGAIN_MS
      for (const [account, answers] of asked) waiting.set(account, [...answers, ...(waiting.get(account) ?? [])])
    }
    running = false
    if (waiting.size > 0) begin(pauseMs)
  }

  function begin(ms: number): void {
    if (running) return
    running = true
    after(ms, () => void run())
  }

  return (account, answer) => {
    const answers = waiting.get(account)
    if (answers === undefined) waiting.set(account, [answer])
    else answers.push(answer)
    begin(0)
  }
}
