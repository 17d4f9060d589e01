/** Makes the folder of the embedded database, or says in one sentence why it cannot be made. Used by folder-lock. */
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartFailure } from '../start-failure'

/**
 * Makes `folder` and what is missing above it. Throws StartFailure when that is impossible.
 * Not Node's `recursive`, which goes round for ever where a folder is refused with ENOENT, below /proc for instance.
 */
export function makeFolder(folder: string): void {
  try {
    make(folder)
    if (!statSync(folder).isDirectory()) throw new Error('there is a file of that name')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartFailure(`DATA_DIR ${folder} cannot be made (${reason}): choose a folder that you may write to.`)
  }
}

function make(folder: string): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error
    make(dirname(folder))
    mkdirSync(folder)
  }
}
