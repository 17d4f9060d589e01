import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, Widget } from '../../../core/layout/model'
import { Boundary } from '../../../src/canvas/boundary'
import { WIDGET_TYPES, widgetName, widgetType } from '../../../src/widgets/registry'
import { draw } from '../ui/draw'
import { createFakeServices } from '../ui/fake-services'

const SEED = 20260119
const KEYS = [
  'title',
  'data/text',
  'data/colour',
  'data/zone',
  'data/hours',
  'data/seconds',
  'data/hide-done',
  'data/item:1',
  'data/item:2',
  'data/link:1',
  'data/link:2',
  'data/mode',
  'data/length',
  'data/work',
  'data/rounds',
  'data/run:timer',
  'data/run:stopwatch',
  'data/run:pomodoro',
  'data/lap:1',
  'data/lap:2',
  'data/habit:1',
  'data/habit:2',
  'data/day:1:2026-11-30',
  'data/day:1:2026-02-30',
  'data/day:2:rubbish',
  'data/year:1:2025',
  'data/year:1:next',
  'data/count:2026-11:page',
  'data/count:rubbish',
  'data/void:2026-11:page',
  'data/month:2025-03',
  'data/month:rubbish',
  'data/step',
  'data/goal',
  'data/date:2026-12-24:1',
  'data/date:9999-12-31:1',
  'data/date:rubbish',
  'data/week-numbers',
  'data/list',
  'data/entry:1',
  'data/entry:2',
  'data/unit',
  'data/decimals',
  'data/span',
  'data/stroke:000000001-a',
  'data/stroke:000000002-b',
  'data/paper',
  'data/look',
  'data/face',
  'data/zone:1',
  'data/zone:2',
  'data/date',
  'data/time',
  'data/units',
]
const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 1, -1, 0.1, 1e15, 8.64e15, 9e15, 1_790_000_000_000, Number.MAX_VALUE),
)
const anyPart = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    'javascript:alert(1)',
    'https://example.org',
    'Europe/Lisbon',
    'Mars/Base',
    '2026-12-24',
    '18:00',
    '',
  ),
)
const anyOne = fc.oneof(
  anyNumber,
  anyPart,
  fc.constantFrom(
    'timer',
    'stopwatch',
    'pomodoro',
    'work',
    'long',
    'pink',
    'broad',
    'month',
    'lined',
    '24',
    '59019',
    true,
  ),
)
const anyFields = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.oneof(
    fc.jsonValue(),
    fc.record({ text: anyPart, done: anyPart, order: anyPart }),
    fc.record({ title: anyPart, url: anyPart, order: anyPart }),
    fc.record({ startedAt: anyOne, elapsed: anyOne, length: anyOne, phase: anyOne, done: anyOne }),
    fc.record({ name: anyPart, colour: anyOne, order: anyPart }),
    fc.record({ v: anyOne, at: anyOne }),
    fc.record({ c: anyOne, w: anyOne, p: fc.array(fc.oneof(anyNumber, anyPart)), f: anyOne }),
    fc.record({ key: fc.array(anyOne) }),
    fc.array(anyNumber),
    anyNumber,
    fc.boolean(),
    fc.record({ zone: anyPart, order: anyPart }),
    anyPart,
  ),
) as fc.Arbitrary<Record<string, Json>>

describe('widgets', () => {
  for (const type of [...WIDGET_TYPES, widgetType('from the future')]) {
    it(`${type.words().name}: draws whatever its fields hold`, async () => {
      const parts = await type.load()
      await fc.assert(
        fc.asyncProperty(anyFields, async (fields) => {
          const widget: Widget = { id: 'w', fields: { ...fields, type: type.type } }
          const services = createFakeServices({ w: widget })
          const drawn = await draw(
            services,
            <Boundary>
              <parts.Body widget={widget} />
              <parts.Settings widget={widget} />
            </Boundary>,
          )
          expect(drawn.root.textContent).not.toContain('cannot be shown')
          for (const link of drawn.root.querySelectorAll('a')) {
            expect(['http:', 'https:', 'mailto:']).toContain(new URL(link.href).protocol)
          }
          expect(widgetName(widget)).not.toBe('')
          drawn.undraw()
        }),
        { seed: SEED, numRuns: 40 },
      )
    })
  }
})
