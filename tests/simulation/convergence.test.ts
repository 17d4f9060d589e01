/**
 * The whole of Holdfast in one process: the real page code in several tabs on several devices, the real API routes and
 * decisions, and a world in which networks, tabs and storages fail at random. At the end everyone must hold the same.
 *
 * Repeat one story with `SEED=123 npx vitest run tests/simulation`; tell more of them with `STORIES=1000`.
 */
import { describe, expect, it } from 'vitest'
import type { Layout } from '../../core/layout/model'
import { sameJson } from '../../core/layout/same-json'
import { ACCOUNT } from './network'
import { type Made, Simulation } from './simulation'

const STEPS = 60
const STORIES = Number(process.env.STORIES ?? 40)
const SEEDS =
  process.env.SEED === undefined ? Array.from({ length: STORIES }, (_, i) => i + 1) : [Number(process.env.SEED)]

async function tell(seed: number): Promise<Simulation> {
  const simulation = new Simulation(seed)
  for (const device of simulation.devices) simulation.openTab(device)
  await simulation.world.advance(100)
  for (let step = 0; step < STEPS; step++) await simulation.step()
  await simulation.settle()
  return simulation
}

describe('a random story', () => {
  it.each(SEEDS)('[S8] ends with the same layout everywhere, and nothing lost (SEED=%i)', async (seed) => {
    const simulation = await tell(seed)
    const server = simulation.server()
    for (const [i, { tabs }] of simulation.devices.entries()) {
      for (const { holdfast } of tabs) {
        const { layout, sync } = holdfast.console
        expect(sync.getState().pendingChanges, `device ${i} owes`).toBe(0)
        expect(layout.getState().widgets, `device ${i}`).toEqual(server)
      }
    }
    checkNothingLost(simulation, server)
  })
})

/** Every edit that was made has arrived, and of a field that lives the latest one is there (all clocks are one here). */
function checkNothingLost({ made, network }: Simulation, server: Layout): void {
  const stored = network.store.layouts.get(ACCOUNT)
  const unstable = new Set([...made.values()].filter((edit) => !('field' in edit)).map(({ widget }) => widget))
  const latest = new Map<string, Made[]>()
  for (const edit of made.values()) {
    expect(stored?.lastN.get(edit.writer) ?? 0, `edit ${edit.n} of ${edit.writer}`).toBeGreaterThanOrEqual(edit.n)
    if (!('field' in edit) || unstable.has(edit.widget)) continue
    const place = placeOf(edit)
    const others = latest.get(place) ?? []
    const at = others[0]?.at ?? -1
    if (edit.at > at) latest.set(place, [edit])
    else if (edit.at === at) others.push(edit)
  }
  for (const [place, edits] of latest) {
    const [id = '', field = ''] = place.split(' ')
    const values = edits.map((edit) => ('value' in edit ? edit.value : undefined))
    // Setting what is there already changes nothing (S10), not even its time: an edit made before, but coming after, may win.
    const lastAt = edits[0]?.at ?? 0
    const earlier = [...made.values()].filter((edit) => placeOf(edit) === place && edit.at < lastAt)
    const repeats = earlier.some((edit) =>
      values.some((value) => sameJson(value, 'value' in edit ? edit.value : undefined)),
    )
    if (!repeats) expect(values, place).toContainEqual(server[id]?.fields[field])
  }
}

const placeOf = (edit: Made): string => ('field' in edit ? `${edit.widget} ${edit.field}` : edit.widget)
