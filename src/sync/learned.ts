/**
 * Takes over what the worker learned about saves while no page had its answer (D4). Before: sw/outbox/report, by
 * worker-link. After: save-all's ways of taking an answer over; then the worker may forget it.
 */
import type { Outcome } from '../../core/delivery/outcome'
import type { Learned } from '../../core/wire/worker-message'
import type { Env } from '../env'
import type { Device } from '../store/device-contract'
import type { LayoutStore } from '../store/layout-store'
import { acknowledged, setAsideNamed } from './save-all'
import type { WorkerLink } from './worker-link'

/** A worker that takes longer to start is not waited for. */
const CATCH_UP_MS = 1_000

export interface LearnedNews {
  take(learned: Learned): void
  /**
   * Asks the worker for everything, and waits a moment for it: a start that sends before it has heard would mostly send what
   * has arrived.
   */
  catchUp(): Promise<void>
}

interface Parts {
  env: Env
  device: Device
  layout: LayoutStore
  link: Pick<WorkerLink, 'controlled' | 'send' | 'ask'>
  /** As pulls' ready: taking one over may have to pull. */
  ready(): Promise<void>
  /** A save was acknowledged. */
  heard(outcome: Extract<Outcome, { kind: 'acknowledged' }>): void
  send(): Promise<unknown>
  pull(): Promise<void>
  /** A pull was made on the way, and came. */
  pulled(): void
}

export function createLearnedNews({ env, device, layout, link, ready, heard, send, pull, pulled }: Parts): LearnedNews {
  let taking: Promise<unknown> = Promise.resolve()

  async function take(learned: Learned): Promise<void> {
    await ready()
    if (learned.account === device.account().id) {
      if (learned.kind === 'acknowledged') {
        const { base, tag } = learned.asked
        const asked = { account: learned.account, base, tag }
        const took = await acknowledged({ env, device }, learned.answer, asked, learned.sent)
        if (took !== null) {
          heard({ kind: 'acknowledged', answer: learned.answer })
          // The answer itself may be hours old.
          if (took === 'pulled') pulled()
          // A pull that is made again until it comes.
        } else void pull()
      } else if (learned.kind === 'refused') {
        if (await setAsideNamed({ device, layout }, learned.problem)) void send()
      } else void pull()
    }
    link.send({ type: 'taken', id: learned.id })
  }

  return {
    take(learned) {
      taking = Promise.all([taking, take(learned)])
    },
    async catchUp() {
      const hello = { type: 'hello', account: device.account().id } as const
      if (!link.controlled()) return link.send(hello)
      const patience = new Promise<void>((done) => env.after(CATCH_UP_MS, done))
      await Promise.race([link.ask(hello, 'said-all'), patience])
      await taking
    },
  }
}
