/** Which of two copies of a replica a device keeps: the one of the later moment, or the one that an undo can use. */
import { expect, it } from 'vitest'
import type { Replica } from '../../../core/layout/model'
import { isFuller, isNewer, type StoredReplica } from '../../../src/store/stored-shapes'

const WIDGET = '11111111-1111-4111-8111-111111111111'

/** @param withRemoved it keeps a removed widget's title, for an undo */
function copy(epoch: number, revision: number, withRemoved: boolean): StoredReplica {
  const removed = { id: WIDGET, removed: true, fields: { title: { value: 'Milk', at: 1 } } }
  const widgets = withRemoved ? { [WIDGET]: removed } : {}
  return { epoch, replica: { revision, tag: `tag ${revision}`, widgets } as unknown as Replica }
}

it('[S14] is newer in a later epoch, whatever its revision, and in the same one with a greater revision', () => {
  expect(isNewer(copy(1, 2, false), copy(0, 9, false))).toBe(true)
  expect(isNewer(copy(0, 9, false), copy(1, 2, false))).toBe(false)
  expect(isNewer(copy(1, 3, false), copy(1, 2, false))).toBe(true)
  expect(isNewer(copy(1, 2, false), copy(1, 2, true))).toBe(false)
})

it('[S12] [D11] is fuller with what an undo can bring back, of the same moment only', () => {
  expect(isFuller(copy(1, 2, true), copy(1, 2, false))).toBe(true)
  expect(isFuller(copy(1, 2, false), copy(1, 2, true))).toBe(false)
  expect(isFuller(copy(1, 3, false), copy(1, 2, true))).toBe(true)
  expect(isFuller(copy(1, 2, true), copy(1, 3, false))).toBe(false)
  expect(isFuller(copy(0, 9, true), copy(1, 2, false))).toBe(false)
})
