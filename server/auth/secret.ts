/** The secret that signs sessions, made once beside the embedded database. With DATABASE_URL it is a setting. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartFailure } from '../start-failure'

const SECRET_BYTES = 32

/** The secret kept under `dataDir`, made when there is none; only the server's own user can read the file. The folder is locked by the caller. */
export function keptSecret(dataDir: string): string {
  const path = join(dataDir, 'auth-secret')
  const kept = readIfThere(path)
  if (kept === null) {
    mkdirSync(dataDir, { recursive: true })
    const made = randomBytes(SECRET_BYTES).toString('base64url')
    writeFileSync(path, `${made}\n`, { mode: 0o600, flag: 'wx' })
    return made
  }
  if (kept.length < SECRET_BYTES) {
    throw new StartFailure(
      `${path} is damaged: delete it to have a new one made (everybody signs in again), or set AUTH_SECRET.`,
    )
  }
  return kept
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
