/** What a device says when its test has failed, said with the error: at the end of the run, where people look first. */
import type { RunnerTask } from 'vitest'

/** To be called in onTestFinished. @returns whether the test has failed */
export async function tellFailure({ result }: RunnerTask, device: { report(): Promise<string> }): Promise<boolean> {
  if (result?.state !== 'fail') return false
  const report = await device.report()
  for (const error of result.errors ?? []) error.message += `\n${report}`
  return true
}
