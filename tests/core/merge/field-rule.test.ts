import { describe, expect, it } from 'vitest'
import { editTime } from '../../../core/merge/clock'
import { type FieldEdit, judgeField } from '../../../core/merge/field-rule'
import type { StoredField } from '../../../core/merge/stored'

const stored: StoredField = { value: 'stored', rev: 5, at: 1000, deviceAt: 900, device: 'b', writer: 'b1' }
const edit: FieldEdit = { value: 'edit', base: 4, at: 1000, deviceAt: 900, device: 'a', writer: 'a1' }

describe('what becomes of one field edit', () => {
  it('[S3] applies on a revision not older than the field, whatever the times', () => {
    expect(judgeField(stored, { ...edit, base: 5, at: 0, deviceAt: 0 }, 'remote')).toEqual({ kind: 'applies' })
  })
  it('[S3] applies where the same writer changed it last', () => {
    expect(judgeField(stored, { ...edit, device: 'b', writer: 'b1', deviceAt: 0 }, 'remote')).toEqual({
      kind: 'applies',
    })
  })
  it.each([
    [901, 'applies'],
    [900, 'applies'],
    [899, 'overtaken'],
  ])('[S3] another writer of the device, at %i of its own clock: %s', (deviceAt, kind) => {
    const own = { ...edit, device: 'b', writer: 'b2', deviceAt, at: 99_999 - deviceAt }
    expect(judgeField(stored, own, 'remote').kind).toBe(kind)
  })
  it.each([
    ['merge', 1001, 'a', 'later', true],
    ['merge', 999, 'a', 'later', false],
    ['merge', 1000, 'a', 'later', false],
    ['merge', 1000, 'c', 'later', true],
    ['local', 999, 'a', 'local', true],
    ['remote', 1001, 'a', 'remote', false],
  ] as const)('[S4] %s at %i by device %s: %s, the edit wins: %s', (strategy, at, device, rule, editWins) => {
    expect(judgeField(stored, { ...edit, at, device }, strategy)).toEqual({ kind: 'conflict', rule, editWins })
  })
  it('[S10] equal values are the same, before anything else; both away, too', () => {
    const away: StoredField = { rev: 5, at: 1000, deviceAt: 900, device: 'b', writer: 'b1' }
    const { value: _, ...unset } = edit
    expect(judgeField({ ...stored, value: { a: 1, b: 2 } }, { ...edit, value: { b: 2, a: 1 } }, 'merge').kind).toBe(
      'same',
    )
    expect(judgeField(away, unset, 'merge').kind).toBe('same')
    expect(judgeField(stored, unset, 'local').kind).toBe('conflict')
  })
  it('[S12] taking away what was never there is nothing; setting it applies', () => {
    const { value: _, ...unset } = edit
    expect(judgeField(undefined, unset, 'merge').kind).toBe('same')
    expect(judgeField(undefined, { ...edit, value: null }, 'merge').kind).toBe('applies')
  })
})

describe('the time of an edit', () => {
  it('[S5] is corrected by serverTime − sentAt', () => {
    expect(editTime(100, 150, 10_150)).toEqual({ deviceAt: 100, at: 10_100 })
    expect(editTime(99_100, 99_150, 10_150)).toEqual({ deviceAt: 99_100, at: 10_100 })
  })
  it('[S5] later than sentAt counts as sentAt', () => {
    expect(editTime(99_999, 150, 10_150)).toEqual({ deviceAt: 150, at: 10_150 })
  })
})
