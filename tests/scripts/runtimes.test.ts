/** Each runtime's own tsconfig keeps code from globals that are not there where it runs. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CACHE, ROOT } from '../../scripts/setup/paths.mjs'

/** Compiles one line under a runtime's own options. @returns what the compiler says; '' when nothing */
function compile(folder: string, runtime: string, line: string): string {
  writeFileSync(join(folder, 'probe.ts'), line)
  const config = { extends: join(ROOT, runtime, 'tsconfig.json'), include: [], files: ['probe.ts'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout
}

describe('one tsconfig a runtime', () => {
  let folder = ''
  beforeAll(() => {
    // Within the clone, so that the packages' types are found.
    mkdirSync(CACHE, { recursive: true })
    folder = mkdtempSync(join(CACHE, 'probe-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([
    ['core', 'document', 'export const probe = 1'],
    ['core', 'process', 'export const probe = [1].map(String)'],
    ['core', 'fetch', 'export const probe = new Map<string, number>()'],
    ['sw', 'document', 'export const probe = self'],
    ['sw', 'localStorage', 'export const probe = caches'],
    ['server', 'document', 'export const probe = process.pid'],
    ['server', 'localStorage', 'export const probe = Buffer.alloc(1)'],
    ['src', 'process', 'export const probe = document.body'],
  ])('%s/ does not know `%s`', (runtime, global, fine) => {
    expect(compile(folder, runtime, fine)).toBe('')
    expect(compile(folder, runtime, `export const probe = ${global}`)).toMatch(
      new RegExp(`Cannot find name '${global}'`),
    )
  })
})
