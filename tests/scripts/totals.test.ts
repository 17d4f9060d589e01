import { describe, expect, it } from 'vitest'
import { excuse, lastLine } from '../../scripts/setup/run-tests.mjs'

const ALL_THERE = { chromium: null, firefox: null, webkit: null, postgres: null }

describe('the totals of a test run', () => {
  it('are one line that programs read', () => {
    const skipped = [{ project: 'unit', name: 'x', why: '' }]
    expect(lastLine({ passed: 12, failed: 0, failures: [], skipped })).toBe('Tests: 12 passed, 0 failed, 1 skipped')
  })

  it('a browser test may be skipped only where there is no browser', () => {
    const test = { project: 'browser', name: 'drag', why: '' }
    expect(excuse(test, ALL_THERE)).toBeNull()
    expect(excuse(test, { ...ALL_THERE, chromium: 'There is no Chromium.' })).toBe('There is no Chromium.')
    expect(excuse(test, { ...ALL_THERE, firefox: 'There is no Firefox.' })).toBeNull()
  })

  it('a test on Firefox or WebKitGTK only where that one is missing', () => {
    const firefox = { project: 'browser', name: 'on Firefox > [D3] a drag', why: '' }
    const webkit = { project: 'browser', name: 'on WebKitGTK > [D3] a drag', why: '' }
    const missing = { ...ALL_THERE, firefox: 'There is no Firefox.' }
    expect(excuse(firefox, missing)).toBe('There is no Firefox.')
    expect(excuse(webkit, missing)).toBeNull()
    expect(excuse(webkit, { ...ALL_THERE, webkit: 'There is no WebKitGTK.' })).toBe('There is no WebKitGTK.')
    expect(excuse(firefox, { ...ALL_THERE, chromium: 'There is no Chromium.' })).toBeNull()
  })

  it('a test on PostgreSQL may be skipped only where there is none', () => {
    const test = { project: 'server', name: 'a save on postgres > [S1] is whole', why: '' }
    expect(excuse(test, { ...ALL_THERE, chromium: 'There is no Chromium.' })).toBeNull()
    expect(excuse(test, { ...ALL_THERE, postgres: 'There is no server.' })).toBe('There is no server.')
  })

  it('nothing else may be skipped', () => {
    const test = { project: 'unit', name: 'fold', why: 'later' }
    expect(excuse(test, { chromium: 'none', firefox: 'none', webkit: 'none', postgres: 'none' })).toBeNull()
  })
})
