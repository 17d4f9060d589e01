import { expect, it } from 'vitest'
import { take } from '../../../core/edits/take'
import type { Replica } from '../../../core/layout/model'
import type { PullAnswer } from '../../../core/wire/answer'

const ID = '00000000-0000-4000-8000-000000000001'
const field = (value: string, rev: number) => ({ value, rev, at: rev, device: 'd' })

it('[S8][S11] a widget that came back has the fields of the answer alone: what was kept of it may have been forgotten', () => {
  const held: Replica = {
    revision: 3,
    tag: 'c',
    widgets: { [ID]: { removed: true, fields: { type: field('note', 1), title: field('old', 2) } } },
  }
  const answer: PullAnswer = {
    lastN: {},
    revision: 4,
    tag: 'd',
    since: 3,
    full: false,
    widgets: [{ id: ID, removed: false, fields: { type: field('note', 4) } }],
    conflicts: [],
    serverTime: 1,
  }
  expect(take(held, answer, [], new Set()).widgets[ID]).toEqual({ removed: false, fields: { type: field('note', 4) } })
})
