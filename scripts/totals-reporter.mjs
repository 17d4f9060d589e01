/** Tells scripts/test.mjs how the tests went, beside the reporter that people read. */
import { writeFileSync } from 'node:fs'

/** The file to write to is named by this variable. */
export const TOTALS_FILE = 'HOLDFAST_TEST_TOTALS'

/**
 * @typedef {object} Totals
 * @property {number} passed
 * @property {number} failed tests, and files that could not be run or that failed outside any test
 * @property {{ project: string, name: string, why: string }[]} failures what failed, with the first line of its error
 * @property {{ project: string, name: string, why: string }[]} skipped
 */

export default class TotalsReporter {
  /**
   * @param {ReadonlyArray<import('vitest/node').TestModule>} modules
   * @param {ReadonlyArray<unknown>} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    /** @type {Totals} */
    const totals = { passed: 0, failed: unhandled.length, failures: [], skipped: [] }
    for (const error of unhandled)
      totals.failures.push({ project: '', name: 'outside any test', why: firstLine(error) })
    for (const module of modules) {
      let failedHere = 0
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') totals.passed += 1
        else if (result.state === 'skipped') {
          totals.skipped.push({ project: module.project.name, name: test.fullName, why: result.note ?? '' })
        } else {
          failedHere += 1
          const name = `${module.relativeModuleId} > ${test.fullName}`
          totals.failures.push({ project: module.project.name, name, why: firstLine(result.errors?.[0]) })
        }
      }
      if (failedHere === 0 && module.state() === 'failed') {
        failedHere = 1
        const why = firstLine(module.errors()[0])
        totals.failures.push({ project: module.project.name, name: module.relativeModuleId, why })
      }
      totals.failed += failedHere
    }
    const file = process.env[TOTALS_FILE]
    if (file !== undefined) writeFileSync(file, JSON.stringify(totals))
  }
}

/** @param {unknown} error */
const firstLine = (error) =>
  (error !== null && typeof error === 'object' && 'message' in error ? String(error.message) : '').split('\n', 1)[0] ??
  ''
