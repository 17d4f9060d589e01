import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { EMBEDDED_MAJOR, openEmbeddedFolder } from '../../../server/db/embedded-folder'
import { lockFolder } from '../../../server/db/folder-lock'
import { waitFor } from '../../support/wait-for'

const LOCK_MODULE = new URL('../../../server/db/folder-lock.ts', import.meta.url).href
let folder: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-lock-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** A real second process that tries to lock the folder, and keeps it. */
function otherProcess(path = folder): { child: ChildProcess; said: Promise<string> } {
  const program = `import(${JSON.stringify(LOCK_MODULE)})
    .then(({ lockFolder }) => lockFolder(${JSON.stringify(path)}))
    .then(() => { console.log('locked'); setInterval(() => {}, 1000) }, (error) => { console.log(error.message); process.exit(1) })`
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const said = new Promise<string>((resolve) => child.stdout?.once('data', (data) => resolve(String(data).trim())))
  return { child, said }
}

it('a second process is refused in one sentence that names the folder and the first', async () => {
  const lock = await lockFolder(folder)
  const sentence = await otherProcess().said
  expect(sentence).toContain(`DATA_DIR ${folder} is in use by process ${process.pid}`)
  expect(sentence).not.toContain('\n')
  lock.release()
  expect(await otherProcess().said).toBe('locked')
})

it('the lock of a process that was killed is taken over, and leaves nothing behind', async () => {
  const { child, said } = otherProcess()
  expect(await said).toBe('locked')
  await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${child.pid}`)
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await exited
  const lock = await lockFolder(folder)
  expect(readdirSync(folder)).toHaveLength(1)
  lock.release()
  await waitFor(() => expect(readdirSync(folder)).toEqual([]))
})

it('a process that is stopped, not dead, still holds the folder', async () => {
  const { child, said } = otherProcess()
  expect(await said).toBe('locked')
  child.kill('SIGSTOP')
  await expect(lockFolder(folder, { answerTimeoutMs: 100 })).rejects.toThrow('in use by another process')
  child.kill('SIGCONT')
})

it('of many that ask at once exactly one gets the folder', async () => {
  for (let round = 0; round < 10; round++) {
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)))
    const got = asked.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(got).toHaveLength(1)
    got[0]?.release()
  }
})

it('a folder with a long path can be locked too', async () => {
  const long = join(folder, 'x'.repeat(120))
  mkdirSync(long)
  const lock = await lockFolder(long)
  await expect(lockFolder(long)).rejects.toThrow('in use')
  lock.release()
})

it('a database of another major version is refused in a sentence that says how to move', async () => {
  mkdirSync(join(folder, 'pg'))
  writeFileSync(join(folder, 'pg', 'PG_VERSION'), '17\n')
  await expect(openEmbeddedFolder(folder)).rejects.toThrow(/PostgreSQL 17.*\/api\/export/)
})

it('a folder that holds something else is refused, and left alone', async () => {
  mkdirSync(join(folder, 'pg'))
  writeFileSync(join(folder, 'pg', 'letter.txt'), 'dear')
  await expect(openEmbeddedFolder(folder)).rejects.toThrow('is not a database')
  expect(readdirSync(join(folder, 'pg'))).toEqual(['letter.txt'])
})

it('a new database is whole or not there, and is of the version we say', async () => {
  // What a process leaves that was killed while it made one.
  mkdirSync(join(folder, 'pg-making'))
  writeFileSync(join(folder, 'pg-making', 'PG_VERSION'), 'half')
  const pglite = await openEmbeddedFolder(folder)
  const { rows } = await pglite.query<{ server_version: string }>('show server_version')
  expect(rows[0]?.server_version.split('.')[0]).toBe(EMBEDDED_MAJOR)
  await pglite.close()
  expect(readdirSync(folder)).toEqual(['pg'])
})

it.each(['/proc/holdfast', '/dev/null/holdfast'])(
  'a folder that cannot be made is refused with a sentence: %s',
  async (folder) => {
    await expect(lockFolder(folder)).rejects.toThrow(/^DATA_DIR .* cannot be made .*choose a folder/)
  },
)
