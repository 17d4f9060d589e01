/** Station 5, the body. */
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { OwedEdit, Stream } from '../../../core/edits/edit'
import { saveSchema } from '../../../core/wire/save'
import { compose, isBeyond } from '../../../src/sync/compose'

const DEVICE = '00000000-0000-4000-8000-0000000000d0'
const [A, B] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b']
const NOTE = '11111111-1111-4111-8111-111111111111'
const FACTS = {
  account: 'guest1',
  device: DEVICE,
  deviceName: 'Test device',
  base: 12,
  tag: 'k3f9x2pq',
  epoch: 0,
  strategy: 'merge',
  sentAt: 1_790_000_000_000,
} as const

const title = (n: number, over: Partial<OwedEdit> = {}): OwedEdit =>
  ({ n, base: 12, widget: NOTE, field: `data/key${n}`, value: 'x', at: n, trigger: 'edit', ...over }) as OwedEdit

const numbers = (save: { streams: { writer: string; edits: { n: number }[] }[] }) =>
  Object.fromEntries(save.streams.map(({ writer, edits }) => [writer, edits.map(({ n }) => n)]))

describe('compose', () => {
  it('makes nothing of nothing', () => {
    expect(compose([], FACTS)).toEqual([])
  })

  it('[D2] one save carries everything of all writers, and parses', () => {
    const owed: Stream<OwedEdit>[] = [
      { writer: A, edits: [title(1), title(3)] },
      { writer: B, edits: [title(2)] },
    ]
    const saves = compose(owed, FACTS)
    expect(saves.map(numbers)).toEqual([{ [A]: [1, 3], [B]: [2] }])
    expect(v.safeParse(saveSchema, saves[0]).success).toBe(true)
  })

  it('[D2] names the newest edit’s trigger', () => {
    const edits = [title(1, { trigger: 'drag', at: 9 }), title(2, { trigger: 'add', at: 3 })]
    expect(compose([{ writer: A, edits }], FACTS)[0]?.trigger).toBe('drag')
  })

  it('says an edit’s base only where it is not the save’s', () => {
    const edits = [title(1, { base: 7 }), title(2)]
    expect(compose([{ writer: A, edits }], FACTS)[0]?.streams[0]?.edits.map(({ base }) => base)).toEqual([7, undefined])
  })

  it('[S3][S14] says that an edit has seen nothing that was made in a history which is lost', () => {
    const edits = [title(1), title(2, { base: 7, epoch: 1 }), title(3, { epoch: 1 })]
    const [save] = compose([{ writer: A, edits }], { ...FACTS, epoch: 1 })
    expect(save?.streams[0]?.edits.map(({ base }) => base)).toEqual([0, 7, undefined])
    expect(JSON.stringify(save)).not.toContain('epoch')
  })

  it('[S9] says nothing of the text that an edit was made on, and is not the larger for it', () => {
    const edits = [title(1, { was: 'x'.repeat(600) }), title(2, { was: 'x'.repeat(600) })]
    const saves = compose([{ writer: A, edits }], FACTS, 600)
    expect(saves).toEqual(compose([{ writer: A, edits: [title(1), title(2)] }], FACTS, 600))
  })

  it('[S3] says that an edit has seen nothing that another tab made on more than is held here', () => {
    const edits = [title(1), title(2, { base: 13 })]
    expect(compose([{ writer: A, edits }], FACTS)[0]?.streams[0]?.edits.map(({ base }) => base)).toEqual([undefined, 0])
    const isBeyondIt = (over: Partial<OwedEdit>) =>
      isBeyond({ revision: 12, epoch: 1 }, [{ writer: A, edits: [title(1, { base: 12, epoch: 1, ...over })] }])
    expect(isBeyondIt({})).toBe(false)
    expect(isBeyondIt({ base: 13 })).toBe(true)
    expect(isBeyondIt({ base: 1, epoch: 2 })).toBe(true)
    expect(isBeyondIt({ base: 13, epoch: 0 })).toBe(false)
  })

  it('[D2] splits what is too large into prefixes of every writer', () => {
    const owed: Stream<OwedEdit>[] = [
      { writer: A, edits: [title(1, { at: 1 }), title(2, { at: 3 }), title(3, { at: 5 })] },
      { writer: B, edits: [title(1, { at: 2 }), title(2, { at: 4 })] },
    ]
    const saves = compose(owed, FACTS, 250).map(numbers)
    expect(saves.length).toBeGreaterThan(1)
    for (const writer of [A, B]) {
      const sent = saves.flatMap((save) => save[writer] ?? [])
      expect(sent).toEqual([...sent].sort((a, b) => a - b))
    }
    expect(saves.flatMap((save) => Object.values(save).flat())).toHaveLength(5)
  })
})
