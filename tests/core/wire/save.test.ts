import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { isFieldEdit } from '../../../core/edits/edit'
import { saveSchema } from '../../../core/wire/save'
import { brokenSaves, soundSaves } from './broken-saves'
import { editWith, exampleSave, saveOf, saveWith, setting, WIDGET, WRITER } from './contract-messages'

const overTheWire = (message: unknown): unknown => JSON.parse(JSON.stringify(message))
const issuesOf = (save: unknown) =>
  (v.safeParse(saveSchema, save).issues ?? []).map((issue) => ({
    path: v.getDotPath(issue) ?? '',
    message: issue.message,
  }))

describe('saveSchema', () => {
  it('takes the example of the contract as it is', () => {
    expect(v.parse(saveSchema, overTheWire(exampleSave))).toStrictEqual(exampleSave)
  })

  it.each(soundSaves)('takes %s', (_, save) => {
    expect(issuesOf(save)).toEqual([])
  })

  it.each(brokenSaves)('refuses %s, naming %j', (_, paths, save) => {
    expect(
      issuesOf(save)
        .map((issue) => issue.path)
        .join(' '),
    ).toBe(paths)
  })

  it.each(brokenSaves)('says in a sentence what is wrong: %s', (_, __, save) => {
    for (const { message } of issuesOf(save)) {
      expect(message).toMatch(/^(must |is |does not |n is |a type |x \+ w )/)
      expect(message).not.toMatch(/[.!]$|undefined|NaN/)
    }
  })

  it('[D12] names every edit that is wrong, not only the first', () => {
    const good = { n: 1, widget: WIDGET, at: 1, remove: true }
    const save = saveOf(good, { ...good, n: 2, revive: true }, { ...good, n: 3, at: -1 }, { ...good, n: 4, field: 'x' })
    expect(issuesOf(save).map((issue) => issue.path)).toEqual([
      'streams.0.edits.1',
      'streams.0.edits.2.at',
      'streams.0.edits.3.field',
    ])
  })

  it('[S4] a save without a strategy merges', () => {
    expect(v.parse(saveSchema, overTheWire(saveWith({ strategy: undefined }))).strategy).toBe('merge')
  })

  it('an edit has only the members that it came with, which tell its kind', () => {
    const [set, unset, remove] = v.parse(saveSchema, overTheWire(exampleSave)).streams[0]?.edits ?? []
    expect([set, unset, remove].map((edit) => Object.keys(edit ?? {}).join())).toEqual([
      'n,base,widget,field,value,at',
      'n,base,widget,field,unset,at',
      'n,base,widget,remove,at',
    ])
    expect([unset, remove].map((edit) => isFieldEdit(edit as never))).toEqual([true, false])
  })

  it('[D9] members that this version does not know are dropped, not refused', () => {
    const newer = saveWith({
      colour: 'red',
      streams: [{ writer: WRITER, priority: 1, edits: [{ n: 1, widget: WIDGET, at: 1, remove: true, why: 'x' }] }],
    })
    expect(v.parse(saveSchema, newer).streams).toEqual(saveOf({ n: 1, widget: WIDGET, at: 1, remove: true }).streams)
  })

  it('members named __proto__ change no prototype, and stay in values', () => {
    const text = JSON.stringify(setting('data/__proto__', 'VALUE'))
      .replaceAll('{"', '{"__proto__":{"polluted":1},"')
      .replace('"VALUE"', '{"__proto__":{"polluted":1}}')
    const parsed = v.parse(saveSchema, JSON.parse(text))
    const edit = parsed.streams[0]?.edits[0]
    expect([parsed, parsed.streams[0], edit].map((part) => Object.getPrototypeOf(part))).toEqual(
      Array(3).fill(Object.prototype),
    )
    expect(JSON.stringify(edit?.value)).toBe('{"__proto__":{"polluted":1}}')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('a member of the prototype is not a member of the edit', () => {
    expect(issuesOf(editWith({ value: undefined, ...(JSON.parse('{"__proto__":{"value":1}}') as object) }))).toEqual([
      { path: 'streams.0.edits.0', message: 'must have exactly one of value, unset, remove and revive' },
    ])
  })
})
