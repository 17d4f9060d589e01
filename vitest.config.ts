/**
 * The four kinds of tests, by what they run in. Browser tests come last, two at a time: each starts a server and two browsers, and
 * three on two cores take longer together.
 */
import { defineConfig } from 'vitest/config'
import LongestFirst from './tests/support/longest-first.ts'

const MINUTE_MS = 60_000
/**
 * Files that follow each other in a process share what they have imported: a database client, or a driver of browsers, takes
 * seconds to load. Not where files put something else in the place of what the platform has.
 */
const SHARING = { isolate: false }

export default defineConfig({
  define: { __HOLDFAST_VERSION__: JSON.stringify('test') },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/{core,sw,scripts,simulation}/**/*.test.ts'],
          testTimeout: MINUTE_MS,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['tests/src/**/*.test.{ts,tsx}'],
          testTimeout: MINUTE_MS,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          ...SHARING,
          name: 'server',
          environment: 'node',
          include: ['tests/server/**/*.test.ts'],
          globalSetup: 'tests/support/shared-databases.ts',
          testTimeout: 2 * MINUTE_MS,
          hookTimeout: 2 * MINUTE_MS,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...SHARING,
          name: 'browser',
          environment: 'node',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: 'tests/support/shared-databases.ts',
          testTimeout: 3 * MINUTE_MS,
          hookTimeout: 2 * MINUTE_MS,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
