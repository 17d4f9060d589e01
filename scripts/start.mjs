/**
 * `npm start`: makes a clone ready where it is not, and runs the server in this process, so that its signals and exit code
 * are the server's own. Uses nothing that is not in Node.
 */
import './node-version.mjs'

const { giveUp } = await import('./setup/failure.mjs')
const { prepare } = await import('./setup/prepare.mjs')
const { SERVER_MAIN } = await import('./setup/paths.mjs')
const { pathToFileURL } = await import('node:url')

await prepare().catch(giveUp)
await import(pathToFileURL(SERVER_MAIN).href)
