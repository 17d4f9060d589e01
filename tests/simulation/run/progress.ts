/** Says how far a long run is: on a terminal in one line that follows, elsewhere (a log) in a line a minute. Used by ./main. */

const ON_TERMINAL_EVERY_MS = 2_000
const IN_LOG_EVERY_MS = 60_000

export interface Progress {
  /** From now on this is how far it is. */
  at(told: number, failures: number): void
  /** A line that stays. */
  say(line: string): void
  /** Nothing more is said, and the line is cleared. */
  end(): void
}

/**
 * @param total seeds to tell
 * @param now ms since any beginning
 */
export function createProgress(
  stream: { isTTY?: boolean; write(text: string): unknown },
  total: number,
  now: () => number,
): Progress {
  const everyMs = stream.isTTY ? ON_TERMINAL_EVERY_MS : IN_LOG_EVERY_MS
  const began = now()
  let said = began
  let hasLine = false
  function clear(): void {
    if (hasLine) stream.write('\r\x1b[K')
    hasLine = false
  }
  return {
    at(told, failures) {
      const at = now()
      if (at - said < everyMs) return
      said = at
      const perMinute = Math.round((told / (at - began)) * 60_000)
      const failed = failures === 0 ? '' : `, ${failures} failed`
      const line = `${told} of ${total} seeds${failed}, ${perMinute} a minute`
      stream.write(stream.isTTY ? `\r\x1b[K${line}` : `${line}\n`)
      hasLine = stream.isTTY === true
    },
    say(line) {
      clear()
      stream.write(`${line}\n`)
    },
    end: clear,
  }
}
