import { expect, it } from 'vitest'
import { redact } from '../../../src/inspector/redact'

const WIDGET = '11111111-1111-4111-8111-111111111111'

it('leaves out what was typed and who one is, and keeps what happened', () => {
  const report = {
    page: { account: 'a-long-account-id', email: 'ada@example.com' },
    held: [
      {
        bytes: 300,
        body: {
          deviceName: 'Ada’s phone',
          streams: [
            {
              writer: WIDGET,
              edits: [{ n: 4, widget: WIDGET, field: 'data/item:call-bob', value: { text: 'Call Bob' }, was: 'Call' }],
            },
          ],
        },
      },
    ],
    lastN: { [WIDGET]: 4 },
    timeline: [{ what: 'put', save: WIDGET, details: { error: `no room for ${WIDGET}` } }],
  }
  expect(redact(report)).toEqual({
    page: { account: 'a-long-a', email: '(left out)' },
    held: [
      {
        bytes: 300,
        body: {
          deviceName: '(left out)',
          streams: [
            {
              writer: '11111111',
              edits: [{ n: 4, widget: '11111111', field: 'item', value: '(left out)', was: '(left out)' }],
            },
          ],
        },
      },
    ],
    lastN: { '11111111': 4 },
    timeline: [{ what: 'put', save: '11111111', details: { error: 'no room for 11111111' } }],
  })
})

it('leaves out a key that the widgets’ own code would not use', () => {
  expect(redact({ details: { field: 'data/my-bank-pin-1234' } })).toEqual({ details: { field: '…' } })
})
