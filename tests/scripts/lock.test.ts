import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withLock } from '../../scripts/setup/lock.mjs'

describe('the lock of a clone', () => {
  let folder = ''
  let path = ''
  beforeEach(() => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    folder = mkdtempSync(join(tmpdir(), 'holdfast-lock-'))
    path = join(folder, 'prepare.lock')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('lets one in at a time', async () => {
    const log: string[] = []
    const work = (name: string) => async () => {
      log.push(`${name} in`)
      await sleep(20)
      log.push(`${name} out`)
    }
    await Promise.all(['a', 'b', 'c'].map((name) => withLock(path, work(name))))
    expect(log).toHaveLength(6)
    for (let i = 0; i < log.length; i += 2) expect(log[i + 1]).toBe(log[i]?.replace('in', 'out'))
    expect(existsSync(path)).toBe(false)
  })

  it('is free again after work that failed', async () => {
    await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await withLock(path, async () => 'yes')).toBe('yes')
  })

  it('is taken over from a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    writeFileSync(path, String(pid))
    expect(await withLock(path, async () => 'taken over')).toBe('taken over')
  })

  it('is taken over from a process that has not touched it for minutes: its number is somebody else’s now', async () => {
    writeFileSync(path, String(process.ppid))
    utimesSync(path, new Date(0), new Date(0))
    expect(await withLock(path, async () => 'taken over')).toBe('taken over')
  })
})
