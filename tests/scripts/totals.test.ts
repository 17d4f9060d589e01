import { describe, expect, it } from 'vitest'
import { excuse, lastLine } from '../../scripts/setup/run-tests.mjs'

describe('the totals of a test run', () => {
  it('are one line that programs read', () => {
    const skipped = [{ project: 'unit', name: 'x', why: '' }]
    expect(lastLine({ passed: 12, failed: 0, skipped })).toBe('Tests: 12 passed, 0 failed, 1 skipped')
  })

  it('a browser test may be skipped only where there is no browser', () => {
    const test = { project: 'browser', name: 'drag', why: '' }
    expect(excuse(test, { chromium: null, postgres: null })).toBeNull()
    expect(excuse(test, { chromium: 'There is no Chromium.', postgres: null })).toBe('There is no Chromium.')
  })

  it('a test on PostgreSQL may be skipped only where there is none', () => {
    const test = { project: 'server', name: 'a save on postgres > [S1] is whole', why: '' }
    expect(excuse(test, { chromium: 'There is no Chromium.', postgres: null })).toBeNull()
    expect(excuse(test, { chromium: null, postgres: 'There is no server.' })).toBe('There is no server.')
  })

  it('nothing else may be skipped', () => {
    const test = { project: 'unit', name: 'fold', why: 'later' }
    expect(excuse(test, { chromium: 'none', postgres: 'none' })).toBeNull()
  })
})
