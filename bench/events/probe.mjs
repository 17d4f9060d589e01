/** Loaded into the measured server (--import): on SIGUSR2 it collects garbage and says in one line how its event loop did since the last time. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
process.on('SIGUSR2', () => {
  const { max, count } = delay
  const p99 = delay.percentile(99)
  globalThis.gc?.()
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  const line = {
    rss,
    heapUsed,
    loopMaxMs: max / 1e6,
    loopP99Ms: count > 0 ? p99 / 1e6 : 0,
  }
  console.log(`probe ${JSON.stringify(line)}`)
  delay.reset()
})
