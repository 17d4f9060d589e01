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
]
const anyPart = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('javascript:alert(1)', 'https://example.org', 'Europe/Lisbon', 'Mars/Base', ''),
)
const anyFields = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.oneof(
    fc.jsonValue(),
    fc.record({ text: anyPart, done: anyPart, order: anyPart }),
    fc.record({ title: anyPart, url: anyPart, order: anyPart }),
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
