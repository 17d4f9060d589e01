/** Scenario 1: what is arranged on one device is saved as often as it should be, and shows on the other. Dragged by a real mouse. */
import { expect, it } from 'vitest'
import type { Device } from './support/device'
import type { SeenPost } from './support/gate'
import { mouseDrag, mouseDrags } from './support/gestures'
import { saysSaved, sharedNote, twoDevices } from './support/stories'
import { PATIENCE_MS, until } from './support/until'
import { inChromium, useWorld } from './support/world'

const DEBOUNCE_MS = 2_000

/** The column that a widget asks for. */
async function columnOf(device: Device, id: string): Promise<number> {
  const box = (await device.layout())[id]?.fields.desktop as { x: number } | undefined
  return box?.x ?? -1
}

/** From the newest edit to its sending, both by the device's own clock. */
const heldBackMs = ({ body }: SeenPost) =>
  body.sentAt - Math.max(...body.streams.flatMap(({ edits }) => edits.map(({ at }) => at)))

inChromium('a change on one device', () => {
  const world = useWorld()

  it('[D3] a drag is saved once, 2 s after, and shows on the other device', async () => {
    const { a, b } = await twoDevices(world)
    const id = await sharedNote(a, b)
    const sent = a.posts().length
    const before = (await a.layout())[id]?.fields.desktop

    await mouseDrag(a, id, { x: 2, y: 0 })
    const dropped = Date.now()
    const moved = (await a.layout())[id]?.fields.desktop
    expect(moved).not.toEqual(before)

    const post = await until('the drag is acknowledged', () =>
      a
        .posts()
        .slice(sent)
        .find(({ status }) => status === 200),
    )
    await until(
      'b shows the drag',
      async () => JSON.stringify((await b.layout())[id]?.fields.desktop) === JSON.stringify(moved),
    )
    const shown = Date.now()
    console.log(
      `drag: sent ${post.at - dropped} ms after the drop, on the other device ${shown - (post.answeredAt ?? 0)} ms after the acknowledgement`,
    )
    expect(post.body.trigger).toBe('drag')
    expect(heldBackMs(post)).toBeGreaterThanOrEqual(DEBOUNCE_MS)
    expect(post.body.streams.flatMap(({ edits }) => edits.map(({ field }) => field))).toEqual(['desktop'])
    await saysSaved(a)
    expect(a.posts().length - sent).toBe(1)
  })

  it('[D3] ten drags in 5 s are one save', async () => {
    const { a, b } = await twoDevices(world)
    const id = await sharedNote(a, b)
    const ways = Array.from({ length: 10 }, (_, i) => ({ x: i % 2 === 0 ? 3 : -2, y: 0 }))
    const back = ways.map(({ x, y }) => ({ x: -x, y }))

    // A hand is never so slow; a busy machine can be, and then the debounce is right to end.
    const patient = await until(
      'ten drags were fast enough',
      async () => {
        const sent = a.posts().length
        const there = (await columnOf(a, id)) === 0
        const longest = await mouseDrags(a, id, there ? ways : back)
        const moved = await columnOf(a, id)
        await a.settled()
        return longest < DEBOUNCE_MS / 2 ? { sent, moved, expected: there ? 5 : 0 } : null
      },
      1.5 * PATIENCE_MS,
    )
    await until('b shows the last', async () => (await columnOf(b, id)) === patient.moved)
    await a.page.waitForTimeout(2 * DEBOUNCE_MS)
    expect(patient.moved).toBe(patient.expected)
    expect(a.posts().length - patient.sent).toBe(1)
  })

  it('[D10] says "Saved" only after the acknowledgement', async () => {
    const { a } = await twoDevices(world)
    await a.settled()
    let release = () => {}
    const until200 = new Promise<void>((done) => {
      release = done
    })
    world.server.gate.failNext([{ kind: 'hold-answer', until: until200 }], a.marker)
    await a.add('note', { title: 'Not yet' })
    await until('the server has it', () => a.posts().at(-1)?.answer)
    const { words, pending } = await a.indicator()
    expect(pending).toBeGreaterThan(0)
    expect(words).not.toMatch(/^Saved\b(?! on this device)/)
    release()
    await saysSaved(a)
  })
})
