/** Says to every page how delivery stands and what was learned. Before: drain, wake. After: src/sync/worker-link. */
import { type DeliveryState, emptyStatus, statusOf } from '../../core/delivery/schedule'
import type { Learned, WorkerReport } from '../../core/wire/worker-message'
import type { WorkerEnv } from '../env'

export interface Reporter {
  /** Held, and not being sent now. */
  status(account: string, delivery: DeliveryState): void
  sending(account: string, delivery: DeliveryState): void
  /** Nothing is held any more of this account; null: of nobody. */
  empty(account: string | null): void
  learned(learned: Learned): void
  /** What a page asked for. */
  reply(report: Extract<WorkerReport, { id: string }>): void
}

export function createReporter(env: WorkerEnv): Reporter {
  return {
    status: (account, delivery) => env.post({ type: 'status', status: statusOf(account, delivery, false) }),
    sending: (account, delivery) => env.post({ type: 'status', status: statusOf(account, delivery, true) }),
    empty: (account) => env.post({ type: 'status', status: emptyStatus(account) }),
    learned: (learned) => env.post({ type: 'learned', learned }),
    reply: (report) => env.post(report),
  }
}
