/**
 * What a seed's story is: which operations, in which order. Each seed has only some of the troubles, and those often: a story
 * with all of them at once would mostly show nothing but an app without a network. Pure. Before: story tells it.
 */
import type { Kind, Operation } from './operation'
import { createRandom, type Random } from './random'

type Weights = Partial<Record<Kind, number>>

const EDITING: Weights = {
  add: 6,
  move: 8,
  resize: 3,
  title: 12,
  item: 10,
  'take away': 3,
  remove: 4,
  undo: 4,
  redo: 2,
  burst: 2,
  wait: 8,
  'sync now': 1,
  strategy: 1,
  'dismiss conflicts': 1,
  'open tab': 3,
  'close tab': 2,
  'reload tab': 1,
  hide: 2,
  show: 3,
}

/** Each is in about a third of all stories. */
const TROUBLES: Weights[] = [
  { offline: 6, online: 9 },
  { lossy: 4, 'heal link': 2 },
  { slow: 3, repeating: 3, 'heal link': 2 },
  { 'dead up': 3, 'dead down': 3, 'heal link': 4 },
  { portal: 3, proxy: 3, 'heal link': 4 },
  { 'crash tab': 4, 'crash tab at': 6 },
  { 'kill browser': 3, 'kill browser at': 4 },
  { 'kill worker': 4, 'kill worker at': 8 },
  { freeze: 4, thaw: 4 },
  { 'local full': 2, 'local missing': 1, scribble: 2, 'clear local': 2, 'heal storages': 4 },
  {
    'database refuses': 2,
    'database full': 2,
    'database hangs': 1,
    'delete database': 1,
    'queue full': 2,
    'heal storages': 5,
  },
  { 'copy profile': 1 },
  { 'new version': 2, 'accept version': 4 },
  { 'kill server': 4, 'start server': 5, 'second server': 3 },
  { 'database away': 3, 'database back': 5, 'commits lost': 3, 'heal servers': 3 },
  { 'second server': 3, 'hints lost': 3, 'heal servers': 3 },
  { 'back up': 4, 'go back': 2 },
  { 'too many': 2, 'roll back': 2, 'heal servers': 4 },
  { strict: 3, 'not allowed': 6, 'retry set aside': 3, 'discard set aside': 2, 'heal servers': 2 },
  { 'forget removals': 6, remove: 6, 'away for long': 3, online: 3 },
  { restore: 2, import: 1 },
  { 'jump clock': 5 },
  { 'expire sessions': 2, 'sign in': 4 },
  { 'sign out': 2, 'sign in': 5, 'sign in other': 3, 'add left behind': 2 },
  { 'add credentials': 3 },
]

const WAITS = [0, 1, 5, 30, 120, 700, 1_500, 2_500, 5_000, 9_000, 20_000, 45_000]
/** Now and then: minutes, an hour, days. */
const LONG_WAITS = [180_000, 600_000, 3_600_000, 3 * 86_400_000]
const SKEWS = [0, 0, 700, -4_000, 3_600_000, -86_400_000, 9 * 86_400_000]

/** How many of something: mostly few. */
const few = (random: Random, most: number): number => 1 + Math.floor(random.between(0, most))

/** The story of `seed`, of `operations` operations. The same each time. */
export function planOf(seed: number, operations: number): Operation[] {
  const random = createRandom(seed * 2_654_435_761)
  const weights: Weights = { ...EDITING }
  const share = random.pick([0.1, 0.2, 0.35, 0.6])
  for (const trouble of TROUBLES) {
    if (!random.chance(share)) continue
    for (const [kind, weight] of Object.entries(trouble) as [Kind, number][]) {
      weights[kind] = (weights[kind] ?? 0) + weight
    }
  }
  const isHurried = random.chance(0.3)
  const kinds = Object.entries(weights) as [Kind, number][]
  const sum = kinds.reduce((all, [, weight]) => all + weight, 0)
  const pick = (): Kind => {
    let left = random.next() * sum
    for (const [kind, weight] of kinds) {
      left -= weight
      if (left < 0) return kind
    }
    return 'wait'
  }
  const wait = (kind: Kind): number => {
    if (kind === 'wait' && random.chance(0.06)) return random.pick(LONG_WAITS)
    return random.pick(isHurried ? WAITS.slice(0, 7) : WAITS)
  }
  const devices = few(random, 6)
  return Array.from({ length: operations }, (_, i): Operation => {
    const kind = i < devices ? 'device' : pick()
    const a = kind === 'device' ? random.pick(SKEWS) : random.below(1_000)
    return {
      i,
      kind,
      device: i < devices ? i : random.below(60),
      tab: random.below(60),
      a,
      b: random.below(1_000),
      waitMs: wait(kind),
    }
  })
}
