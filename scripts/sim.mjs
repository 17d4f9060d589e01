/**
 * `npm run sim`: from a bare clone to a simulation. Everything after `--` is read by tests/simulation/run/arguments:
 * `npm run sim -- --seeds 1..10000`, `--seed 123 --keep 3,17,40`, `--mutants`.
 */
import './node-version.mjs'

const { rmSync } = await import('node:fs')
const { join } = await import('node:path')
const { pathToFileURL } = await import('node:url')
const { giveUp, SetupFailure } = await import('./setup/failure.mjs')
const { ROOT } = await import('./setup/paths.mjs')
const { prepare } = await import('./setup/prepare.mjs')
const { bundleSimulation, SIMULATION_CACHE } = await import('./setup/simulation.mjs')

await prepare(['client']).catch(giveUp)

// Of its own: a run that takes hours must not change while somebody works on the sources and runs another.
const folder = join(SIMULATION_CACHE, `${process.pid}`)
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const SIGNALS = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })
// By an exit, so that nothing started or made here outlives this.
for (const [signal, code] of Object.entries(SIGNALS)) process.once(signal, () => process.exit(code))

const args = process.argv.slice(2)
// One story is told in this process. Many are told by others, faster without.
process.setSourceMapsEnabled(args.some((arg) => /^--seed(=|$)/.test(arg)))

const file = await bundleSimulation(folder).catch((error) =>
  giveUp(new SetupFailure('The simulation could not be bundled.', error.message)),
)
const { main } = await import(pathToFileURL(file).href)
process.exitCode = await main(args, {
  file,
  foundFolder: join(ROOT, 'tests/simulation/found'),
  /** @param {import('./setup/simulation.mjs').Mutant} mutant */
  bundle: (mutant) => bundleSimulation(folder, { mutant }),
  stream: process.stdout,
})
// What a story left open must not keep this alive.
process.exit()
