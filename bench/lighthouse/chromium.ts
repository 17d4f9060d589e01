/** A Chromium that Lighthouse drives itself, by a port: as it comes to a person, but for the flags that tests start one with. */
import { spawn } from 'node:child_process'
import { CHROMIUM, FLAGS } from '../../tests/browser/support/profile'
import { freePort } from '../../tests/browser/support/server'
import { until } from '../../tests/browser/support/until'

export interface DrivenChromium {
  /** Where it takes its driver's words. */
  port: number
  /** Ends it; resolves when it has let go of its profile. */
  close(): Promise<void>
}

/** @param profile a folder that no other browser uses. Rejects when there is no Chromium, or it does not start. */
export async function startChromium(profile: string): Promise<DrivenChromium> {
  if (CHROMIUM === null) throw new Error('there is no Chromium')
  const port = await freePort()
  const ways = ['--headless=new', `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`, '--no-first-run']
  const child = spawn(CHROMIUM, [...FLAGS, ...ways, 'about:blank'], { stdio: 'ignore', detached: true })
  const gone = new Promise((done) => child.once('exit', done))
  /** With the processes that it has started, which outlive it by a moment and write into the profile. */
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // None of them is left.
    }
  }
  process.once('exit', end)
  await until('Chromium listens', async () => (await fetch(`http://127.0.0.1:${port}/json/version`)).ok)
  return {
    port,
    close: async () => {
      process.off('exit', end)
      child.kill()
      await gone
      end()
    },
  }
}
