import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { pullAnswerSchema, saveAnswerSchema } from '../../../core/wire/answer'
import { revisionEventSchema } from '../../../core/wire/event'
import { DEVICE, exampleAnswer, WIDGET, WRITER } from './contract-messages'

const { status: _status, device: _device, ...examplePull } = exampleAnswer
const parsedField = (field: object) =>
  v.parse(pullAnswerSchema, { ...examplePull, widgets: [{ id: WIDGET, removed: false, fields: { 'data/a': field } }] })
    .widgets[0]?.fields['data/a']
const stamp = { rev: 13, at: 1, device: DEVICE }

describe('answers', () => {
  it('the examples of the contract are taken as they are', () => {
    expect(v.parse(saveAnswerSchema, JSON.parse(JSON.stringify(exampleAnswer)))).toStrictEqual(exampleAnswer)
    expect(v.parse(pullAnswerSchema, JSON.parse(JSON.stringify(examplePull)))).toStrictEqual(examplePull)
  })

  it('[S6] [S12] a removed widget, a field taken away and a conflict about a whole widget are taken', () => {
    const answer = {
      ...exampleAnswer,
      tag: null,
      revision: 0,
      widgets: [{ id: WIDGET, removed: true, fields: { title: { unset: true, ...stamp } } }],
      conflicts: [
        {
          widget: WIDGET,
          field: null,
          rule: 'removed',
          writer: WRITER,
          n: 1,
          kept: { value: null, removed: true, at: 1, device: '' },
          lost: { unset: true, at: 1, device: DEVICE },
        },
      ],
    }
    expect(v.parse(saveAnswerSchema, answer)).toStrictEqual(answer)
  })

  it('[S7] any value comes through whole: nested deep, with entries named __proto__', () => {
    const deep = '['.repeat(8_000) + ']'.repeat(8_000)
    expect(() => parsedField({ value: JSON.parse(deep) as unknown, ...stamp })).not.toThrow()
    const value = JSON.parse('{"__proto__":{"a":1},"b":[{"__proto__":null}]}') as unknown
    expect(JSON.stringify(parsedField({ value, ...stamp })?.value)).toBe(JSON.stringify(value))
  })

  it('[S5] a time that the correction has put before 1970 is one', () => {
    expect(parsedField({ value: 1, ...stamp, at: -86_400_000 })?.at).toBe(-86_400_000)
  })

  it('[D9] members that this version does not know are dropped, not refused', () => {
    expect(v.parse(saveAnswerSchema, { ...exampleAnswer, weather: 'fine' })).toStrictEqual(exampleAnswer)
  })

  it.each<[string, object]>([
    ['status', { status: 'queued' }],
    ['device', { device: undefined }],
    ['lastN', { lastN: [] }],
    [`lastN.${WRITER}`, { lastN: { [WRITER]: -1 } }],
    ['lastN.writer', { lastN: { writer: 1 } }],
    ['revision', { revision: 1.5 }],
    ['tag', { tag: '' }],
    ['full', { full: 1 }],
    ['widgets', { widgets: {} }],
    ['widgets.0.fields', { widgets: [{ id: WIDGET, removed: false, fields: [] }] }],
    ['widgets.0.fields.title', { widgets: [{ id: WIDGET, removed: false, fields: { title: 'a' } }] }],
    ['conflicts.0', { conflicts: [7] }],
    ['serverTime', { serverTime: '1' }],
  ])('[D4] what only looks like an answer is refused: %s in %j', (path, members) => {
    const issues = v.safeParse(saveAnswerSchema, { ...exampleAnswer, ...members }).issues ?? []
    expect(issues.map((issue) => v.getDotPath(issue) ?? '')).toEqual([path])
  })
})

describe('every schema of the wire', () => {
  const rubbish = [undefined, null, 0, Number.NaN, 'a', [], {}, [[]], { revision: {}, tag: 7 }]
  const members = Object.keys(exampleAnswer)
  const schemas: [string, v.GenericSchema][] = [
    ['save answer', saveAnswerSchema],
    ['pull answer', pullAnswerSchema],
    ['event', revisionEventSchema],
  ]
  it.each(schemas)('says in its own words what is wrong: %s', (_, schema) => {
    const inputs = [
      ...rubbish,
      ...members.flatMap((name) => rubbish.map((value) => ({ ...exampleAnswer, [name]: value }))),
    ]
    const messages = inputs.flatMap((input) => v.safeParse(schema, input).issues?.map((issue) => issue.message) ?? [])
    expect(messages.length).toBeGreaterThan(0)
    expect([...new Set(messages)].filter((message) => !message.startsWith('must be '))).toEqual([])
  })
})
