/**
 * `npm test`: gets what the tests need, builds, runs all of them, and ends with one line of totals. Anything after `--`
 * goes to Vitest: `npm test -- --project unit`, `npm test -- tests/core`.
 */
import './node-version.mjs'

const { giveUp } = await import('./setup/failure.mjs')
const { runTests } = await import('./setup/run-tests.mjs')

process.exitCode = await runTests(process.argv.slice(2)).catch(giveUp)
