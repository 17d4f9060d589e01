import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { areCurrent, makeWhatChanged } from '../../scripts/setup/make.mjs'
import type { Part } from '../../scripts/setup/parts.mjs'

describe('making what changed', () => {
  let root = ''
  let made = 0
  const places = () => ({ root, cache: join(root, '.cache') })
  const built = () => readFileSync(join(root, 'dist/built.txt'), 'utf8')

  const copying: Part = {
    name: 'copy',
    says: 'Copying …',
    inputs: ['src', 'missing.ts'],
    output: 'dist',
    make: async (folder) => {
      made += 1
      mkdirSync(folder)
      writeFileSync(join(folder, 'built.txt'), readFileSync(join(root, 'src/a.txt')))
      return { code: 0, output: '' }
    },
  }

  beforeEach(() => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    root = mkdtempSync(join(tmpdir(), 'holdfast-make-'))
    made = 0
    mkdirSync(join(root, 'src'))
    writeFileSync(join(root, 'src/a.txt'), 'one')
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('makes it once, and again after a change', async () => {
    expect(areCurrent([copying], places())).toBe(false)
    await makeWhatChanged([copying], places())
    await makeWhatChanged([copying], places())
    expect(made).toBe(1)
    expect(areCurrent([copying], places())).toBe(true)

    writeFileSync(join(root, 'src/a.txt'), 'two')
    await makeWhatChanged([copying], places())
    expect(built()).toBe('two')
  })

  it('looks into a file whose time changed, and makes nothing when its contents did not', async () => {
    await makeWhatChanged([copying], places())
    utimesSync(join(root, 'src/a.txt'), new Date(0), new Date(0))
    await makeWhatChanged([copying], places())
    expect(made).toBe(1)
  })

  it('makes it again when a file was added, or what was made went missing', async () => {
    await makeWhatChanged([copying], places())
    writeFileSync(join(root, 'src/b.txt'), 'new')
    await makeWhatChanged([copying], places())
    rmSync(join(root, 'dist/built.txt'))
    await makeWhatChanged([copying], places())
    expect(made).toBe(3)
    expect(existsSync(join(root, 'dist/built.txt'))).toBe(true)
  })

  it('a failed build leaves the old one, and is tried again', async () => {
    await makeWhatChanged([copying], places())
    writeFileSync(join(root, 'src/a.txt'), 'two')
    const failing: Part = {
      ...copying,
      make: async (folder) => {
        await copying.make(folder)
        return { code: 1, output: 'no' }
      },
    }
    await expect(makeWhatChanged([failing], places())).rejects.toThrow('what was built before is still there')
    expect(built()).toBe('one')
    expect(areCurrent([copying], places())).toBe(false)
    await makeWhatChanged([copying], places())
    expect(built()).toBe('two')
  })
})
