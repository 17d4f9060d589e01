/** The server's process: settings from the environment, one line when it is ready, an orderly end on SIGTERM and Ctrl-C. */
import { readSettings } from './settings'
import { startServer } from './start'
import { StartFailure } from './start-failure'

/** Whatever hangs, the process ends. */
const STOP_TIMEOUT_MS = 10_000

const read = readSettings(process.env)
if (read.ok) await run(read.settings)
else fail(read.sentence)

async function run(settings: Parameters<typeof startServer>[0]): Promise<void> {
  let stopping = false
  let stop = async () => {}
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // The second one means: now.
      if (stopping) process.exit(1)
      stopping = true
      setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref()
      stop().then(
        () => process.exit(0),
        (error) => fail(error instanceof Error ? error.message : String(error)),
      )
    })
  }
  try {
    const server = await startServer(settings)
    stop = server.stop
    if (stopping) {
      await stop()
      process.exit(0)
    }
    console.log(`Holdfast is ready at ${server.publicUrl}`)
  } catch (error) {
    if (error instanceof StartFailure) fail(error.message)
    throw error
  }
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
