/**
 * One child process as the runner sees it: an order in, reports out, ended by its process id when it hangs. Before: ./many and
 * ./again. After: ./child.
 */
import { fork } from 'node:child_process'
import type { Order, Report } from './protocol'

/** How an order came to its end: as the child says, without a word for too long, or with the process. */
export type Ended =
  | Extract<Report, { type: 'done' | 'told' }>
  | { type: 'hung'; ms: number }
  /** `why`: the stack of what was thrown, or the last words of the process. */
  | { type: 'crashed'; why: string }

export interface Child {
  /**
   * Gives an order; the one before must have ended. Never rejects. After 'hung' and 'crashed' the process is gone.
   * @param heard every report that is not the end
   */
  order(order: Order, heard: (report: Report) => void): Promise<Ended>
  /** Ends the process; an order under way ends as crashed. */
  stop(): void
}

export interface ChildOptions {
  /** The bundle of scripts/setup/simulation. */
  file: string
  /** Without a report for so long, ms, a story hangs. */
  hangMs: number
  /** Stacks name lines of the sources; stories take longer. Without, errors have no stack at all: thousands are thrown on purpose. */
  sourceMaps?: boolean
}

/**
 * A story that takes more must not take the machine with it; nurseries of this size are collected less often. V8 drops
 * compiled code with the last function that has it, so with a story's last tab: where old objects are collected every ten
 * stories, as by default, a third of all time goes into compiling the same again.
 */
const MEMORY = [
  '--max-old-space-size=1024',
  '--max-semi-space-size=32',
  '--initial-old-space-size=512',
  '--heap-growing-percent=1500',
]
/** No story hangs before the process has begun: on a machine with much else to do that may take minutes, and is no story's mistake. */
const START_MS = 600_000
const LAST_WORDS_CHARS = 4_000

/** Starts a process; it ends with this one at the latest. */
export function startChild({ file, hangMs, sourceMaps = false }: ChildOptions): Child {
  const execArgv = [...MEMORY, sourceMaps ? '--enable-source-maps' : '--stack-trace-limit=0']
  // What the product writes to the console while it is broken on purpose is nobody's news.
  const child = fork(file, ['child'], { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  let lastWords = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS_CHARS)
  })
  let hear: (report: Report) => void = () => {}
  let gone: string | null = null
  let onGone: (why: string) => void = () => {}
  const end = (why: string) => {
    if (gone !== null) return
    gone = why
    process.off('exit', kill)
    onGone(why)
  }
  let isReady = false
  child.on('message', (report: Report) => {
    isReady = true
    hear(report)
  })
  child.on('error', ({ message }) => end(message))
  child.once('close', (code, signal) => end(lastWords.trim() || `the process ended with ${signal ?? code}`))

  return {
    order: (order, heard) =>
      new Promise((resolve) => {
        const finish = (ended: Ended) => {
          clearTimeout(timer)
          hear = () => {}
          onGone = () => {}
          resolve(ended)
        }
        const hang = () => {
          kill()
          finish({ type: 'hung', ms: hangMs })
        }
        let timer = setTimeout(hang, isReady ? hangMs : START_MS)
        onGone = (why) => finish({ type: 'crashed', why })
        hear = (report) => {
          if (report.type === 'done' || report.type === 'told') return finish(report)
          if (report.type === 'broke') {
            kill()
            return finish({ type: 'crashed', why: report.stack })
          }
          clearTimeout(timer)
          timer = setTimeout(hang, hangMs)
          heard(report)
        }
        if (gone !== null) finish({ type: 'crashed', why: gone })
        else child.send(order, () => {})
      }),
    stop: kill,
  }
}
