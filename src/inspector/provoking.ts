/**
 * Switches trouble on purpose on and off, in the worker and on the server, and says in a sentence what could not be done.
 * Before: inspector. After: the worker's provoke, and server-faults.
 */
import type { Json } from '../../core/layout/model'
import { isNothing, sameProvoked, withoutNew } from '../../core/wire/provoked'
import { type Inspection, NOTHING_PROVOKED, type Provoked } from '../../core/wire/worker-message'
import type { WorkerLink } from '../sync/worker-link'
import { troubleWords } from '../words/en/trouble'
import type { ServerFaults } from './server-faults'
import { changeProblem, faultsOf, type Trouble, troubleOf } from './trouble'

export interface Provoking {
  /** See Inspector. */
  provoke(change: Partial<Trouble>): Promise<string | null>
  /** See Inspector. */
  editElsewhere(widget: string, field: string, value: Json): Promise<string | null>
}

interface Parts {
  faults: ServerFaults
  link: Pick<WorkerLink, 'ask' | 'facts'>
  /** What the worker says of itself; null: it does not answer. */
  inspect(): Promise<Inspection | null>
  /** The network is back, as far as this device can know. */
  online(): void
}

export function createProvoking({ faults, link, inspect, online }: Parts): Provoking {
  const tellWorker = async ({ paused, skewMs, full }: Provoked) =>
    (await link.ask({ type: 'provoke', provoked: { paused, skewMs, full } }, 'provoked'))?.outcome ?? null

  return {
    async provoke(change) {
      const problem = changeProblem(change)
      if (problem !== null) return problem
      const [list, said] = await Promise.all([faults.get(), inspect()])
      const before = troubleOf(typeof list === 'string' ? [] : list, said?.provoked ?? NOTHING_PROVOKED)
      const wanted = { ...before, ...change }
      if (said === null && namesWorker(change) && (await link.facts()) !== null) return troubleWords().workerSilent
      // First what the worker is to end, which needs nobody's permission: no server may be there to give any.
      const stays = withoutNew(before, wanted)
      if (said !== null && !sameProvoked(stays, said.provoked)) {
        if ((await tellWorker(stays)) === null) return troubleWords().workerSilent
      }
      const isMore = !sameProvoked(stays, wanted)
      if (typeof list === 'string') {
        const ofServer = faultsOf(wanted).length > 0 || (list === 'unreachable' && namesServer(change))
        return isMore || ofServer ? troubleWords().refused[list] : null
      }
      if (said === null && !isNothing(wanted)) return troubleWords().noWorker
      if (!(await faults.set(faultsOf(wanted)))) return troubleWords().refused.unreachable
      // As when a browser is online again.
      if (before.offline && !wanted.offline) online()
      if (!isMore) return null
      const outcome = await tellWorker(wanted)
      if (outcome === null) return troubleWords().workerSilent
      // Its server has just said that it may.
      return outcome === 'set' ? null : troubleWords().workerCannot
    },
    async editElsewhere(widget, field, value) {
      const list = await faults.get()
      if (typeof list === 'string')
        return list === 'unreachable' ? troubleWords().notChanged : troubleWords().refused[list]
      return faults.editElsewhere(widget, field, value)
    },
  }
}

const isOfWorker = (name: string): boolean => Object.hasOwn(NOTHING_PROVOKED, name)
const namesWorker = (change: Partial<Trouble>): boolean => Object.keys(change).some(isOfWorker)
const namesServer = (change: Partial<Trouble>): boolean => Object.keys(change).some((name) => !isOfWorker(name))
