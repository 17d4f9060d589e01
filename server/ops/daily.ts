/** Work that is done once a day beside everything else. Knows no work. Used by start. */

const DAY_MS = 86_400_000
/** Not at the start itself: people wait for that. */
const FIRST_AFTER_MS = 60_000

/**
 * Runs `work` a minute from now and then every day; what it throws goes to `failed`, and the next day is tried again.
 * @returns ends it; resolves when work under way is done
 */
export function everyDay(work: () => Promise<unknown>, failed: (error: unknown) => void): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  const run = () => {
    running = work().catch(failed)
  }
  let repeat: NodeJS.Timeout | undefined
  const first = setTimeout(() => {
    run()
    repeat = setInterval(run, DAY_MS).unref()
  }, FIRST_AFTER_MS).unref()
  return async () => {
    clearTimeout(first)
    clearInterval(repeat)
    await running
  }
}
