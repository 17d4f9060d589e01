/** Does one operation in a world, and says in words what it was. Before: story. After: the tables of edits, browsers and servers. */
import type { Checks } from '../checks/checks'
import type { Kind, Operation } from '../operation'
import type { World } from '../world'
import { ACCOUNT_OPERATIONS } from './accounts'
import { BROWSER_OPERATIONS } from './browsers'
import { EDIT_OPERATIONS } from './edits'
import { SERVER_OPERATIONS } from './servers'

/** What an operation is done with. */
export interface Scene {
  world: World
  checks: Checks
  operation: Operation
}

/** What happened, in words; null: there was nothing that it could happen to. */
export type Done = string | null

export type Table = Partial<Record<Kind, (scene: Scene) => Done>>

const ALL: Table = {
  ...EDIT_OPERATIONS,
  ...BROWSER_OPERATIONS,
  ...SERVER_OPERATIONS,
  ...ACCOUNT_OPERATIONS,
  wait: () => null,
}

export function carryOut(world: World, checks: Checks, operation: Operation): void {
  const done = ALL[operation.kind]
  if (done === undefined) throw new RangeError(`no such operation: ${operation.kind}`)
  const words = done({ world, checks, operation })
  if (words === null) return
  world.tally(operation.kind)
  checks.say(words, operation.i)
}
