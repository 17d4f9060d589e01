import { describe, expect, it } from 'vitest'
import { isInstalled } from '../../scripts/setup/install.mjs'

const LOCK = {
  '': { version: '1.0.0' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/a-for-another-system': { version: '1.0.0', integrity: 'sha512-s', optional: true },
}
const A = { version: '1.0.0', integrity: 'sha512-a' }

describe('are the packages those of the lock file?', () => {
  it('yes, without what is for another system', () => {
    expect(isInstalled(LOCK, { 'node_modules/a': A })).toBe(true)
  })
  it.each([
    ['nothing is installed', null],
    ['one is missing', {}],
    ['one has another version', { 'node_modules/a': { ...A, version: '1.0.1' } }],
    ['one has other contents', { 'node_modules/a': { ...A, integrity: 'sha512-b' } }],
    ['one is not in the lock file', { 'node_modules/a': A, 'node_modules/b': A }],
  ])('no: %s', (_words, installed) => {
    expect(isInstalled(LOCK, installed)).toBe(false)
  })
})
