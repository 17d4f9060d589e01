/** `npm run build`: everything that `npm start` would make, and no server. `npm run generate` makes the database client only. */
import './node-version.mjs'

const { giveUp } = await import('./setup/failure.mjs')
const { prepare } = await import('./setup/prepare.mjs')

await prepare(process.argv.includes('--client') ? ['client'] : undefined).catch(giveUp)
