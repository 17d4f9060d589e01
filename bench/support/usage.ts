/** What processes cost: CPU seconds and memory, read from Linux's /proc. Elsewhere nothing is read and the figures are NaN. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Ticks a second in /proc/…/stat; 100 on every Linux that matters. */
const TICKS = 100
const MIB = 1024 * 1024

/** CPU seconds that a process, and its children that have ended, have used so far. */
export function cpuSeconds(pid: number): number {
  const stat = statOf(pid)
  if (stat === null) return Number.NaN
  // utime, stime, cutime, cstime: fields 14 to 17 of proc(5).
  return [11, 12, 13, 14].reduce((sum, i) => sum + Number(stat[i]), 0) / TICKS
}

/** CPU seconds of the children of this process that have ended. */
export function cpuSecondsOfEnded(): number {
  const stat = statOf(process.pid)
  return stat === null ? Number.NaN : (Number(stat[13]) + Number(stat[14])) / TICKS
}

/** The same of a process and all its living children. */
export function cpuSecondsOfTree(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + (cpuSeconds(one) || 0), 0)
}

/** Resident memory in MiB. */
export function residentMib(pid: number): number {
  const found = readProc(pid, 'status')?.match(/^VmRSS:\s+(\d+) kB/m)
  return found ? Number(found[1]) / 1024 : Number.NaN
}

/** Memory of a process and its children in MiB, pages that they share counted once (Pss). */
export function proportionalMibOfTree(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, one) => {
    const found = readProc(one, 'smaps_rollup')?.match(/^Pss:\s+(\d+) kB/m)
    return sum + (found ? (Number(found[1]) * 1024) / MIB : 0)
  }, 0)
}

/** Direct children: PostgreSQL's backends are those of its first process. */
function childrenOf(pid: number): number[] {
  if (!existsSync('/proc')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => Number(statOf(other)?.[1]) === pid)
}

/** The fields after the name, which may hold spaces: [0] state, [1] parent, … */
function statOf(pid: number): string[] | null {
  const text = readProc(pid, 'stat')
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return null
  }
}
