/**
 * Only one process at a time may have the embedded database's folder open: two corrupt it without a word. Before: settings.
 * After: open.
 *
 * Node has no file locks, and a file with a process id in it lies after a crash, a restart or between containers. So the
 * lock is a listening socket: the system closes it with its process, however that ends. Everybody who wants the folder
 * first listens on a socket of their own there (a new name each time, so a dead one can be removed without harm), and only
 * then looks at the others. Who finds a living one that holds the folder, or asks for it with a smaller name, gives way;
 * the smallest of several that ask waits until the others have given way.
 */
import { randomUUID } from 'node:crypto'
import { closeSync, constants, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { StartFailure } from '../start-failure'
import { makeFolder } from './make-folder'

const PREFIX = 'in-use-'
/** Linux and macOS cut the path of a socket at about a hundred bytes. */
const MAX_SOCKET_PATH = 100
/** Asked again this often while another one that asks gives way. */
const ASK_AGAIN_MS = 50
/** A process that accepts and does not answer for this long is busy, and alive: it holds the folder. */
const ANSWER_TIMEOUT_MS = 10_000

export interface FolderLock {
  release(): void
}

/** Locks `folder` (made when missing) for this process. Throws StartFailure when another process has it. */
export async function lockFolder(
  folder: string,
  { answerTimeoutMs = ANSWER_TIMEOUT_MS }: { answerTimeoutMs?: number } = {},
): Promise<FolderLock> {
  makeFolder(folder)
  const place = shortPath(folder)
  const mine = `${PREFIX}${randomUUID()}`
  let state: 'asking' | 'holding' = 'asking'
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.end(`${state} ${process.pid}\n`)
  })
  const release = () => {
    server.close()
    rmSync(join(folder, mine), { force: true })
    place.close()
  }
  try {
    await listen(server, join(place.path, `.${mine}`))
    // A name that others look at always belongs to a socket that listens already.
    renameSync(join(folder, `.${mine}`), join(folder, mine))
    await outlast(folder, place.path, mine, answerTimeoutMs)
  } catch (error) {
    release()
    if (error instanceof StartFailure) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartFailure(`DATA_DIR ${folder} cannot be locked (${reason}): use a folder on a local disk.`)
  }
  state = 'holding'
  server.unref()
  return { release }
}

/** Returns once no other process holds or may get the folder. Throws StartFailure when one has it, or asked with a smaller name. */
async function outlast(folder: string, socketPath: string, mine: string, timeoutMs: number): Promise<void> {
  const others = readdirSync(folder).filter((name) => name.startsWith(PREFIX) && name !== mine)
  for (const other of others) {
    for (;;) {
      const answer = await ask(join(socketPath, other), timeoutMs)
      if (answer.kind === 'dead') {
        rmSync(join(folder, other), { force: true })
        break
      }
      if (answer.kind === 'holding' || (answer.kind === 'asking' && other < mine)) {
        const who = answer.pid === null ? 'another process' : `process ${answer.pid}`
        throw new StartFailure(
          `DATA_DIR ${folder} is in use by ${who}: stop that one first, or choose another folder or DATABASE_URL.`,
        )
      }
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
    }
  }
}

/** `again`: it went away while it answered. */
type Answer = { kind: 'dead' | 'again' } | { kind: 'asking' | 'holding'; pid: string | null }

/** Asks the process behind a socket what it does with the folder. */
function ask(path: string, timeoutMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = createConnection(path)
    const done = (answer: Answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(timeoutMs, () => done({ kind: 'holding', pid: null }))
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => {
      const [kind, pid] = text.trim().split(' ')
      done({ kind: kind === 'asking' ? 'asking' : 'holding', pid: pid ?? null })
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') done({ kind: 'dead' })
      else if (error.code === 'ECONNRESET' || error.code === 'EPIPE') done({ kind: 'again' })
      else reject(error)
    })
  })
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve())
  })
}

/** The folder under a name that is short enough for a socket: on Linux a long one is reached through its open descriptor. */
function shortPath(folder: string): { path: string; close(): void } {
  const longest = join(folder, `.${PREFIX}${randomUUID()}`)
  if (Buffer.byteLength(longest) <= MAX_SOCKET_PATH) return { path: folder, close: () => {} }
  if (process.platform !== 'linux') {
    throw new StartFailure(`DATA_DIR ${folder} is too long a path: choose one of at most 50 characters.`)
  }
  const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  return { path: `/proc/self/fd/${descriptor}`, close: () => closeSync(descriptor) }
}
