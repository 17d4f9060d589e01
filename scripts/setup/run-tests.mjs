/** Runs Vitest over all projects and sums up. Knows which tests may be skipped: those whose browser or database cannot be had here. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TOTALS_FILE } from '../totals-reporter.mjs'
import { ensureChromium } from './chromium.mjs'
import { ensureFirefox } from './firefox.mjs'
import { ensurePostgres } from './postgres.mjs'
import { prepare } from './prepare.mjs'
import { runTool } from './run.mjs'
import { ensureWebKit } from './webkit.mjs'

/** @typedef {import('../totals-reporter.mjs').Totals} Totals */
/** @typedef {Record<'chromium' | 'firefox' | 'webkit' | 'postgres', string | null>} Missing a sentence for each that is not there */

/**
 * Why a test was skipped that cannot run here; null when it could have run.
 * @param {Totals['skipped'][number]} test
 * @param {Missing} missing
 */
export function excuse({ project, name, why }, missing) {
  const browser = /^on firefox/i.test(name) ? 'firefox' : /^on webkit/i.test(name) ? 'webkit' : 'chromium'
  if (project === 'browser' && missing[browser] !== null) return missing[browser]
  if (/postgres/i.test(`${name} ${why}`) && missing.postgres !== null) return missing.postgres
  return null
}

/** The last line of a test run, read by programs. @param {Totals} totals */
export const lastLine = ({ passed, failed, skipped }) =>
  `Tests: ${passed} passed, ${failed} failed, ${skipped.length} skipped`

/**
 * @param {readonly string[]} args for Vitest
 * @returns {Promise<number>} the exit code. Throws SetupFailure when the clone cannot be made ready
 */
export async function runTests(args) {
  await prepare()
  const missing = {
    chromium: await ensureChromium(),
    firefox: await ensureFirefox(),
    webkit: await ensureWebKit(),
    postgres: await ensurePostgres(),
  }
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-test-'))
  const file = join(folder, 'totals.json')
  try {
    const reporters = ['--reporter=default', '--reporter=./scripts/totals-reporter.mjs']
    const { code } = await runTool('vitest/vitest.mjs', ['run', ...reporters, ...args], {
      env: { [TOTALS_FILE]: file },
    })
    const totals = readTotals(file)
    const unexcused = sayWhatWasSkipped(totals, missing)
    const strict = process.env.CI === 'true' && args.length === 0
    if (strict && unexcused > 0) console.log(`${unexcused} skipped tests can run here, and CI allows none of those.`)
    for (const failure of totals.failures) console.log(`Failed ${named(failure)}`)
    console.log(lastLine(totals))
    return code !== 0 || totals.failed > 0 || (strict && unexcused > 0) ? 1 : 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {Totals['skipped'][number]} test */
const named = ({ project, name, why }) => `[${project}] ${name}${why === '' ? '' : `: ${why}`}`

/** @param {string} file @returns {Totals} a run that broke off before its end counts as a failure */
function readTotals(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    const failures = [{ project: '', name: 'the run', why: 'it ended before it could tell how the tests went' }]
    return { passed: 0, failed: 1, failures, skipped: [] }
  }
}

/** @param {Totals} totals @param {Missing} missing @returns {number} how many could have run */
function sayWhatWasSkipped(totals, missing) {
  for (const sentence of Object.values(missing)) if (sentence !== null) console.log(sentence)
  const unexcused = totals.skipped.filter((test) => excuse(test, missing) === null)
  for (const test of unexcused) console.log(`Skipped ${named(test)}`)
  return unexcused.length
}
