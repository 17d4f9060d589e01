import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Edit, OwedEdit } from '../../../core/edits/edit'
import { isFieldEdit } from '../../../core/edits/edit'
import { fold } from '../../../core/edits/fold'
import { rebase } from '../../../core/edits/rebase'
import type { Replica } from '../../../core/layout/model'
import { anyEdits, anyReplica, anySteadyEdits, anyStreams, DEVICE, frozen, WIDGETS, WRITERS } from './arbitraries'

const SEED = 20260119
const RUNS = { seed: SEED, numRuns: 500 }
const [W = '', V = ''] = WIDGETS
const [A = '', B = ''] = WRITERS

const set = (n: number, value: string, base = 1, at = n): Edit => ({ n, base, at, widget: W, field: 'title', value })
const unset = (n: number, base = 1): Edit => ({ n, base, at: n, widget: W, field: 'title', unset: true })
const remove = (n: number, widget = W, at = n): Edit => ({ n, base: 1, at, widget, remove: true })
const revive = (n: number, widget = W, at = n): Edit => ({ n, base: 1, at, widget, revive: true })
const numbers = (edits: readonly Edit[]) => edits.map((edit) => edit.n)

const holding: Replica = {
  revision: 1,
  tag: 'k3f9x2pq',
  widgets: {
    [W]: {
      removed: false,
      fields: {
        type: { value: 'note', rev: 1, at: 1, device: DEVICE },
        title: { value: 'stored', rev: 1, at: 1, device: DEVICE },
      },
    },
  },
}

describe('fold', () => {
  it('[D2] the newest edit of a field replaces the older ones', () => {
    expect(fold([set(1, 'a'), set(2, 'b'), set(3, 'c')])).toEqual([set(3, 'c')])
  })

  it('[D2] an edit that takes the field away replaces what set it, and the other way round', () => {
    expect(fold([set(1, 'a'), unset(2)])).toEqual([unset(2)])
    expect(fold([unset(1), set(2, 'a')])).toEqual([set(2, 'a')])
  })

  it('[D2] the newer one keeps the older base, however many it has replaced', () => {
    expect(fold([set(1, 'a', 7), set(2, 'b', 9), set(3, 'c', 8)])).toEqual([set(3, 'c', 7)])
  })

  it('[S3] what was folded when it was made keeps its own base: what it replaced may have arrived', () => {
    const older = { n: 1, base: 3, at: 1, widget: 'w', field: 'title', value: 'a' }
    const newer = { n: 2, base: 7, at: 2, widget: 'w', field: 'title', value: 'b' }
    expect(fold([older, newer], 'own')).toEqual([newer])
    expect(fold([older, newer])).toEqual([{ ...newer, base: 3 }])
  })

  it('the text that an edit was made on goes with its base', () => {
    const older = { ...set(1, 'a', 3), was: 'before' }
    const newer = { ...set(2, 'b', 7), was: 'since' }
    expect(fold([older, newer])).toEqual([{ ...newer, base: 3, was: 'before' }])
    expect(fold([set(1, 'a', 3), newer])).toEqual([set(2, 'b', 3)])
    expect(fold([older, newer], 'own')).toEqual([newer])
  })

  it('[S3][S14] what was seen in a history that is lost counts less than anything since', () => {
    const lost: OwedEdit = { n: 1, base: 9, at: 1, widget: W, field: 'title', value: 'a', trigger: 'edit' }
    const since = { ...lost, n: 2, base: 7, epoch: 1 }
    expect(fold([lost, since])).toEqual([{ ...since, base: 9, epoch: undefined }])
    expect(
      fold([
        { ...lost, epoch: 1 },
        { ...since, base: 12 },
      ]),
    ).toEqual([{ ...since, base: 9 }])
  })

  it('[D2] other fields and other widgets are left alone, in order of n', () => {
    const title = set(1, 'a')
    const note: Edit = { ...set(2, 'b'), field: 'data/note' }
    const other: Edit = { ...set(3, 'c'), widget: V }
    expect(fold([title, note, other])).toEqual([title, note, other])
    expect(numbers(fold([title, note, other, set(4, 'd')]))).toEqual([2, 3, 4])
  })

  it('[D2] nothing is replaced across a removal or a revival of that widget', () => {
    expect(
      numbers(fold([set(1, 'a'), set(2, 'b'), remove(3), set(4, 'c'), revive(5), set(6, 'd'), set(7, 'e')])),
    ).toEqual([2, 3, 4, 5, 7])
    expect(fold([set(1, 'a', 3), remove(2), set(3, 'b', 5)])[2]).toEqual(set(3, 'b', 5))
  })

  it("[D2] another widget's removal is no obstacle", () => {
    expect(numbers(fold([set(1, 'a'), remove(2, V), set(3, 'b')]))).toEqual([2, 3])
  })

  it('[S12] a type stays in its place, before what was edited on the widget it makes', () => {
    const type = (n: number): Edit => ({ ...set(n, 'note'), field: 'type' })
    expect(numbers(fold([type(1), set(2, 'a'), type(3), set(4, 'b')]))).toEqual([1, 3, 4])
  })

  it('keeps what else an edit carries, and does not change its input', () => {
    const owed = frozen<OwedEdit[]>([
      { ...set(1, 'a', 1), trigger: 'edit' },
      { ...set(2, 'b', 2), trigger: 'undo' },
    ])
    expect(fold(owed)).toEqual([{ ...set(2, 'b', 1), trigger: 'undo' }])
  })

  it('[D2] applying what is left shows the same as applying all, one writer', () => {
    fc.assert(
      fc.property(anyReplica, anyEdits, (replica, edits) => {
        expect(rebase(replica, [{ writer: A, edits: fold(edits) }])).toStrictEqual(
          rebase(replica, [{ writer: A, edits }]),
        )
      }),
      RUNS,
    )
  })

  it('[D2] applying what is left shows the same as applying all, several writers', () => {
    fc.assert(
      fc.property(anyReplica, anyStreams(anySteadyEdits), (replica, streams) => {
        const folded = streams.map(({ writer, edits }) => ({ writer, edits: fold(edits) }))
        expect(rebase(replica, folded)).toStrictEqual(rebase(replica, streams))
      }),
      RUNS,
    )
  })

  it('[D2] folding piece by piece, as edits are made, is folding at once; and again changes nothing', () => {
    fc.assert(
      fc.property(anyEdits, (edits) => {
        const atOnce = fold(edits)
        let owed: Edit[] = []
        for (const edit of edits) owed = fold([...owed, edit])
        expect(owed).toStrictEqual(atOnce)
        expect(fold(atOnce)).toStrictEqual(atOnce)
      }),
      RUNS,
    )
  })

  it('[D2] what is left: numbers that were there, in order, each field once between two removals or revivals, with the oldest base', () => {
    fc.assert(
      fc.property(anyEdits, (edits) => {
        const left = fold(edits)
        expect(numbers(left)).toEqual([...numbers(left)].sort((a, b) => a - b))
        const lives = new Map<string, Edit[]>()
        const lifeOf = new Map<string, number>()
        for (const edit of edits) {
          if (!isFieldEdit(edit)) {
            lifeOf.set(edit.widget, (lifeOf.get(edit.widget) ?? 0) + 1)
            expect(left).toContainEqual(edit)
          } else if (edit.field !== 'type') {
            const key = `${edit.widget} ${lifeOf.get(edit.widget) ?? 0} ${edit.field}`
            lives.set(key, [...(lives.get(key) ?? []), edit])
          }
        }
        for (const replaced of lives.values()) {
          const ns = numbers(replaced)
          const kept = left.filter((edit) => ns.includes(edit.n))
          expect(kept).toEqual([{ ...replaced.at(-1), base: Math.min(...replaced.map((edit) => edit.base)) }])
        }
      }),
      RUNS,
    )
  })

  it('two limits of it are known: a clock that goes back, and an edit made while another tab had the widget removed', () => {
    const shown = (edits: Edit[], others: Edit[]) =>
      rebase(holding, [
        { writer: A, edits },
        { writer: B, edits: others },
      ])[W]?.fields.title
    const backwards = [set(1, 'a', 1, 10), set(2, 'c', 1, 1)]
    const between = [set(1, 'b', 1, 5)]
    expect([shown(backwards, between), shown(fold(backwards), between)]).toEqual(['c', 'b'])
    const unseen = [set(1, 'a', 1, 1), set(2, 'c', 1, 3)]
    const gone = [remove(1, W, 2), revive(2, W, 4)]
    expect([shown(unseen, gone), shown(fold(unseen), gone)]).toEqual(['a', 'stored'])
  })
})
