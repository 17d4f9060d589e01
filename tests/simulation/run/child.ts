/**
 * A child process of the runner: tells chunks of seeds, or one plan again and again while a failure is shrunk. Before: ./many
 * and ./again give orders. After: the story.
 */
import { addFigures, type Figures } from './figures'
import type { Order, Report } from './protocol'
import { type Story, tellSafely } from './story-port'

const send = (report: Report): void => {
  process.send?.(report)
}

/** Serves until the runner is gone. To be called once, in a process that was forked. */
export function serve(story: Story): void {
  const broke = (error: unknown) => {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.send?.({ type: 'broke', stack } satisfies Report, () => process.exit(1))
  }
  process.on('uncaughtException', broke)
  process.on('unhandledRejection', broke)
  process.on('disconnect', () => process.exit(0))
  process.on('message', (order: Order) => {
    carryOut(story, order).then(send, broke)
  })
  send({ type: 'ready' })
}

async function carryOut(story: Story, order: Order): Promise<Report> {
  if (order.type === 'seeds') return tellSeeds(story, order)
  return { type: 'told', told: await tellSafely(story.tell, order.seed, order.plan, { words: order.words }) }
}

async function tellSeeds(
  { planOf, tell }: Story,
  { from, to, operations, goOn }: Extract<Order, { type: 'seeds' }>,
): Promise<Report> {
  const figures: Figures = {}
  let count = 0
  for (let seed = from; seed <= to; seed++) {
    send({ type: 'at', seed })
    const told = await tellSafely((of, plan) => tell(of, plan), seed, planOf(seed, operations))
    count += 1
    addFigures(figures, told.figures)
    if (told.failure === null) continue
    send({ type: 'failed', found: { seed, failure: told.failure } })
    if (!goOn) break
  }
  return { type: 'done', count, figures }
}
