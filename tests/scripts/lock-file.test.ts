import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { completeLock } from '../../scripts/setup/lock-file.mjs'
import { ROOT } from '../../scripts/setup/paths.mjs'

describe('package-lock.json', () => {
  it('has the packages for every system, or npm ci refuses it (node scripts/complete-lock.mjs adds them)', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
    expect(completeLock(packages)).toEqual([])
  })

  it('gets what is missing, for its system only', () => {
    const packages = {
      '': {},
      'node_modules/tool': {
        dev: true,
        optionalDependencies: { '@tool/linux-x64-musl': '1.2.3', '@tool/darwin-arm64': '1.2.3', nested: '2.0.0' },
      },
      'node_modules/tool/node_modules/nested': { version: '2.0.0' },
    }
    expect(completeLock(packages)).toEqual(['@tool/linux-x64-musl', '@tool/darwin-arm64'])
    expect(packages).toMatchObject({
      'node_modules/@tool/linux-x64-musl': {
        version: '1.2.3',
        dev: true,
        optional: true,
        os: ['linux'],
        cpu: ['x64'],
        libc: ['musl'],
      },
      'node_modules/@tool/darwin-arm64': { os: ['darwin'], cpu: ['arm64'] },
    })
  })
})
