import { describe, expect, it } from 'vitest'
import { type DeliveryResponse, judge } from '../../../core/delivery/outcome'
import { RETRY_AFTER_MAX_MS, retryAfterMs } from '../../../core/delivery/retry-after'
import { PROBLEM_PREFIX, type ProblemName } from '../../../core/wire/problem'
import { PROBLEMS } from '../../../core/wire/problem-list'

const DEVICE = '11111111-1111-4111-8111-111111111111'
const at = { widget: 'w', at: 1, base: 0 } as const
const SAVE = {
  device: DEVICE,
  streams: [
    {
      writer: 'a',
      edits: [
        { ...at, n: 3, remove: true as const },
        { ...at, n: 7, remove: true as const },
      ],
    },
    { writer: 'b', edits: [{ ...at, n: 1, remove: true as const }] },
  ],
}
const NOW = 1_790_000_000_000

const ACKNOWLEDGEMENT = {
  status: 'merged',
  device: DEVICE,
  lastN: { a: 7, b: 4 },
  revision: 2,
  tag: 't',
  since: 1,
  full: false,
  widgets: [],
  conflicts: [],
  serverTime: NOW,
}
const answered = (body: unknown, more: Partial<DeliveryResponse> = {}): DeliveryResponse => ({
  status: 200,
  contentType: 'application/json',
  retryAfter: null,
  body,
  ...more,
})
const problem = (name: ProblemName, retryAfter: string | null = null): DeliveryResponse => {
  const { status, title } = PROBLEMS[name]
  const body = { type: PROBLEM_PREFIX + name, title, status }
  return { status, contentType: 'application/problem+json; charset=utf-8', retryAfter, body }
}
const kindOf = (response: DeliveryResponse | 'no-answer') => judge(response, SAVE, NOW).kind

describe('an acknowledgement', () => {
  it('[D4] echoes the device and reaches the greatest number of every writer', () => {
    expect(judge(answered(ACKNOWLEDGEMENT), SAVE, NOW)).toEqual({ kind: 'acknowledged', answer: ACKNOWLEDGEMENT })
  })
  it.each([
    ['a captive portal’s page', answered(undefined, { contentType: 'text/html' })],
    ['a portal that speaks JSON', answered({ status: 'ok' })],
    ['another device’s', answered({ ...ACKNOWLEDGEMENT, device: 'other' })],
    ['one that falls short of an edit', answered({ ...ACKNOWLEDGEMENT, lastN: { a: 6, b: 4 } })],
    ['one that does not name a writer', answered({ ...ACKNOWLEDGEMENT, lastN: { a: 7 } })],
    ['one with another status', answered(ACKNOWLEDGEMENT, { status: 201 })],
    ['one that is cut short', answered({ ...ACKNOWLEDGEMENT, widgets: undefined })],
    ['a redirect that was not followed', answered(undefined, { status: 0, contentType: '' })],
  ])('[D4] is not %s', (_what, response) => {
    expect(judge(response, SAVE, NOW)).toMatchObject({ kind: 'retry', errorKind: 'network' })
  })
})

describe('a refusal', () => {
  it.each([
    ['unauthenticated', 'hold'],
    ['wrong-account', 'hold'],
    ['cross-origin', 'hold'],
    ['schema-newer', 'hold'],
    ['not-json', 'refused'],
    ['bad-request', 'refused'],
    ['too-large', 'refused'],
    ['unsupported-media-type', 'refused'],
    ['limit-broken', 'refused'],
    ['base-unknown', 'base-unknown'],
    ['too-many-requests', 'retry'],
    ['internal', 'retry'],
    ['unavailable', 'retry'],
    ['not-found', 'retry'],
    ['method-not-allowed', 'retry'],
    ['email-taken', 'retry'],
    ['code-unknown', 'retry'],
    ['code-used', 'retry'],
    ['code-expired', 'retry'],
    ['pairing-refused', 'retry'],
    ['pairing-decided', 'retry'],
  ] as const)('of this API is taken at its word: %s is %s', (name, kind) => {
    expect(kindOf(problem(name))).toBe(kind)
  })
  it('[D5] of anybody else is tried again like no answer', () => {
    const proxy = { status: 403, contentType: 'text/html', retryAfter: null, body: undefined }
    const foreign = { ...problem('wrong-account'), body: { type: 'about:blank', title: 'Forbidden', status: 403 } }
    const mislabelled = { ...problem('limit-broken'), contentType: 'application/json' }
    const contradictory = { ...problem('limit-broken'), status: 502 }
    for (const response of [proxy, foreign, mislabelled, contradictory, 'no-answer'] as const) {
      expect(judge(response, SAVE, NOW)).toMatchObject({ kind: 'retry', errorKind: 'network' })
    }
  })
})

describe('Retry-After', () => {
  it('[D5] is a floor in seconds or until a date, of this API’s own answers only', () => {
    expect(judge(problem('unavailable', '7'), SAVE, NOW)).toMatchObject({ kind: 'retry', afterMs: 7_000 })
    expect(judge(problem('unavailable'), SAVE, NOW)).not.toHaveProperty('afterMs')
    const proxy = { status: 503, contentType: 'text/html', retryAfter: '7', body: undefined }
    expect(judge(proxy, SAVE, NOW)).not.toHaveProperty('afterMs')
  })
  it.each([
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-3', undefined],
    ['0', 0],
    ['120', 120_000],
    [new Date(NOW + 30_000).toUTCString(), 30_000],
    [new Date(NOW - 30_000).toUTCString(), 0],
    ['99999999', RETRY_AFTER_MAX_MS],
  ])('reads %j', (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms)
  })
})
