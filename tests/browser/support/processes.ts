/** Processes of browsers: found, and killed with everything below them. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

interface Running {
  pid: number
  parent: number
  command: string
}

/** Small containers have no `ps`, and a Mac has no /proc. */
const running = (): Running[] => (existsSync('/proc/self/stat') ? fromProc() : fromPs())

function fromProc(): Running[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      // The name in brackets may have spaces in it; state and parent come after it.
      const [, parent] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return [{ pid: Number(name), parent: Number(parent), command }]
    } catch {
      // It ended meanwhile.
      return []
    }
  })
}

function fromPs(): Running[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
      return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }]
    })
}

/** The process whose command line has `text` in it and that was started by none that has. @throws Error when there is none */
export function processWith(text: string): number {
  const found = running().filter(({ command }) => command.includes(text))
  const first = found.find(({ parent }) => !found.some(({ pid }) => pid === parent))
  if (first === undefined) throw new Error(`no process has ${text} in its command line`)
  return first.pid
}

/** SIGKILL for a process and all below it, at the same moment as nearly as can be. */
export function killTree(root: number): void {
  const all = running()
  const pids = [root]
  for (let i = 0; i < pids.length; i++)
    pids.push(...all.filter(({ parent }) => parent === pids[i]).map(({ pid }) => pid))
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It went by itself when the one before it did.
    }
  }
}
