/** Delivered exactly once: the server holds what was made, knows every number sent, and judged none of it twice. */
import { expect } from 'vitest'
import type { Layout } from '../../../core/layout/model'
import type { PullAnswer } from '../../../core/wire/answer'
import type { ConflictList } from '../../../core/wire/conflict-list'
import type { AppOnScreen } from './app-on-screen'
import { allAgree } from './stories'
import { until } from './until'
import { revisions } from './versions'
import type { Person, World } from './world'

/**
 * All devices agree with the server, no worker holds anything, and each writer's `lastN` is the greatest number that was
 * ever sent. `made`: revisions and rows of history since `before`; left out where saves may be put together.
 */
export async function deliveredOnce(
  world: World,
  person: Person,
  devices: AppOnScreen[],
  count?: { before: number; made: number },
): Promise<Layout> {
  const agreed = await allAgree(person, ...devices)
  for (const device of devices) {
    await until(`the worker of ${device.name} holds nothing`, async () => (await device.outbox()).length === 0)
    const sent = greatestSent(device)
    expect(await lastN(person, Object.keys(sent)), `lastN of the writers of ${device.name}`).toEqual(sent)
  }
  const { body } = await person.api.call<ConflictList>('GET', '/api/conflicts')
  expect(body.conflicts, 'conflicts, which these stories have only if an edit is judged twice').toEqual([])
  // Also compares the revision with the rows of history.
  const now = await revisions(world, person)
  if (count !== undefined) expect(now - count.before, 'revisions made').toBe(count.made)
  return agreed
}

/** writer -> the greatest n of its edits that left the device. */
function greatestSent(device: AppOnScreen): Record<string, number> {
  const greatest: Record<string, number> = {}
  for (const { body } of device.posts()) {
    for (const { writer, edits } of body.streams) {
      for (const { n } of edits) greatest[writer] = Math.max(n, greatest[writer] ?? 0)
    }
  }
  return greatest
}

async function lastN({ api }: Person, writers: string[]): Promise<Record<string, number>> {
  const known: Record<string, number> = {}
  // The address must not grow too long.
  for (let at = 0; at < writers.length; at += 20) {
    const named = writers.slice(at, at + 20).map((writer) => `${writer}.0`)
    const { body } = await api.call<PullAnswer>('GET', `/api/layout?writers=${named.join(',')}`)
    Object.assign(known, body.lastN)
  }
  return known
}
