/**
 * The number on the app's icon: how many changes wait to be sent while no page is looked at. Before: ./outbox, at whatever may
 * change it. After: the browser, where it has such a thing. Knows nothing of when things are sent.
 */
import type { WorkerEnv } from '../env'
import { type Hold, isReadable } from './held'
import type { OutboxState } from './state'

export interface Badge {
  /** Shows what is so now. Never rejects. */
  update(): Promise<void>
}

export function createBadge(
  { badge, isLookedAt }: Pick<WorkerEnv, 'badge' | 'isLookedAt'>,
  hold: Pick<Hold, 'look'>,
  state: Pick<OutboxState, 'delivery'>,
): Badge {
  let last: Promise<void> = Promise.resolve()

  async function waiting(): Promise<number> {
    if (await isLookedAt()) return 0
    let count = 0
    for (const { save } of (await hold.look()).filter(isReadable)) {
      // What waits for somebody else to be shown is nothing that whoever is here could do something about (D13).
      if ((await state.delivery(save.account)).waitsForOwner === true) continue
      for (const { edits } of save.streams) count += edits.length
    }
    return count
  }

  return {
    update() {
      if (badge === null) return last
      // One after the other, so that the number that stays is the last one that was so.
      last = last.then(async () => {
        try {
          await badge(await waiting())
        } catch {
          // Not allowed, or the queue cannot be read now: the icon stays as it is.
        }
      })
      return last
    },
  }
}
