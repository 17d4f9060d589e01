/** `npm run bench:…`: from a bare clone to a measurement. `node scripts/bench.mjs save --write` runs bench/save.ts on what `npm start` would run. */
import './node-version.mjs'

const { giveUp } = await import('./setup/failure.mjs')
const { prepare } = await import('./setup/prepare.mjs')
const { runTool } = await import('./setup/run.mjs')

const [name, ...args] = process.argv.slice(2)
await prepare().catch(giveUp)
const { code } = await runTool('tsx/dist/cli.mjs', [`bench/${name}.ts`, ...args])
process.exitCode = code
