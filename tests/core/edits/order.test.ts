import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Edit, Stream } from '../../../core/edits/edit'
import { inOrder } from '../../../core/edits/order'
import { anyEdits, anyStreams, frozen, WIDGETS, WRITERS } from './arbitraries'

const RUNS = { seed: 20260121, numRuns: 500 }
const [A = '', B = '', C = ''] = WRITERS
const made = (writer: string, ...times: number[]): Stream => ({
  writer,
  edits: times.map((at, i): Edit => ({ n: i + 1, base: 0, at, widget: WIDGETS[0] ?? '', remove: true })),
})
const times = (streams: Stream[]) => inOrder(streams).map(({ writer, edit }) => `${writer[0]}@${edit.at}`)

describe('inOrder', () => {
  it('[S2] edits of several writers come in order of time', () => {
    expect(times([made(A, 1, 4, 6), made(B, 2, 3), made(C, 5)])).toEqual(['1@1', '2@2', '2@3', '1@4', '3@5', '1@6'])
  })

  it("[S2] a writer's own order stands, also where its clock was set back; the others wait for its head", () => {
    expect(times([made(A, 10, 1), made(B, 5)])).toEqual(['2@5', '1@10', '1@1'])
    expect(times([made(A, 10, 1), made(B, 12)])).toEqual(['1@10', '1@1', '2@12'])
  })

  it('equal times go by the id of the writer', () => {
    expect(times([made(C, 7), made(B, 7, 7), made(A, 7)])).toEqual(['1@7', '2@7', '2@7', '3@7'])
  })

  it('[S2] is a merge: every edit once, each writer in its own order, always the earliest head next', () => {
    fc.assert(
      fc.property(anyStreams(anyEdits), (streams) => {
        const merged = inOrder(frozen(streams))
        for (const { writer, edits } of streams) {
          expect(merged.filter((entry) => entry.writer === writer).map(({ edit }) => edit)).toEqual(edits)
        }
        expect(merged).toHaveLength(streams.reduce((sum, { edits }) => sum + edits.length, 0))
        const taken = new Map<string, number>()
        for (const { writer, edit } of merged) {
          for (const other of streams) {
            const head = other.edits[taken.get(other.writer) ?? 0]
            if (head !== undefined)
              expect(edit.at < head.at || (edit.at === head.at && writer <= other.writer)).toBe(true)
          }
          taken.set(writer, (taken.get(writer) ?? 0) + 1)
        }
      }),
      RUNS,
    )
  })

  it('[S2] does not depend on the order in which streams are listed', () => {
    fc.assert(
      fc.property(anyStreams(anyEdits), (streams) => {
        expect(inOrder([...streams].reverse())).toEqual(inOrder(streams))
      }),
      RUNS,
    )
  })
})
