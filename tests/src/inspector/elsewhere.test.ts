import { expect, it } from 'vitest'
import { valueProblems } from '../../../core/layout/limits'
import type { Layout } from '../../../core/layout/model'
import { elsewhereChoices, elsewhereValue } from '../../../src/inspector/elsewhere'

const fields = {
  type: 'todo',
  title: 'Today',
  desktop: { x: 0, y: 0, w: 4, h: 3 },
  'data/item:1': { text: 'Water the plants', done: false, at: 1 },
  'data/count': 3,
  'data/list': ['nothing to be changed'],
}
const layout: Layout = { w1: { id: 'w1', fields } }

it('offers every field but the type, in words', () => {
  expect(elsewhereChoices(layout).map(({ words }) => words)).toEqual([
    'title of “Today”',
    'place on the wide grid of “Today”',
    'item of “Today”',
    'count of “Today”',
  ])
})

it('makes another value of the same kind, which the server takes', () => {
  for (const { field } of elsewhereChoices(layout)) {
    const before = fields[field as keyof typeof fields]
    const after = elsewhereValue(before, 'Changed elsewhere')
    expect(after).not.toEqual(before)
    expect(typeof after).toBe(typeof before)
    expect(valueProblems(field, after ?? null)).toEqual([])
  }
  expect(elsewhereValue(fields['data/item:1'], 'x')).toEqual({ text: 'x', done: false, at: 1 })
})
