/** How long ago something was, in words. Pure but for the reader's language. What will be is in ./time-until. */
import { pageWords } from '../words/en/page'
import { relativeText } from '../words/formats'

const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** `then` and `now` in ms since 1970. Under a minute: "just now". */
export function timeAgo(then: number, now: number): string {
  const passed = Math.max(0, now - then)
  const step = STEPS.find(([, ms]) => passed >= ms)
  if (step === undefined) return pageWords().justNow
  return relativeText(-Math.floor(passed / step[1]), step[0])
}

/** When timeAgo may say something else than it does now, for `useNow`: a full minute after `then`, and later a full hour. */
export const nextAgo = (then: number) => (now: number) => {
  const passed = Math.max(0, now - then)
  const step = passed < 3_600_000 ? 60_000 : 3_600_000
  return then + (Math.floor(passed / step) + 1) * step
}
