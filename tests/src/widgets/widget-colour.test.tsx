import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { App } from '../../../src/app'
import { loadCanvas } from '../../../src/canvas/dashboard'
import { loadAhead } from '../../../src/ui/later'
import { WIDGET_TYPES } from '../../../src/widgets/registry'
import { loadParts } from '../../../src/widgets/use-parts'
import { widgetTint } from '../../../src/widgets/widget-colour'
import { type Drawn, draw } from '../ui/draw'
import { createFakeServices } from '../ui/fake-services'

const ID = '11111111-1111-4111-8111-111111111111'

let drawn: Drawn
const frame = () => drawn.root.querySelector(`[data-widget-id="${ID}"]`) as HTMLElement
const labelled = (label: string) => drawn.root.querySelector<HTMLElement>(`[aria-label="${label}"]`)

async function start(type: string, fields: Record<string, string> = {}) {
  const box = { x: 0, y: 0, w: 4, h: 3 }
  const services = createFakeServices({ [ID]: { id: ID, fields: { type, desktop: box, mobile: box, ...fields } } })
  drawn = await draw(services, <App />)
  return services
}

async function openSettings(name: string) {
  await drawn.act(() => labelled(`Options of ${name}`)?.click())
  await drawn.act(() => drawn.root.querySelector<HTMLElement>('[role=menuitem]')?.click())
}

describe('the colour of a widget', () => {
  beforeAll(() => Promise.all([loadAhead(loadCanvas), ...WIDGET_TYPES.map(loadParts)]))
  afterEach(() => drawn?.undraw())

  it.each(WIDGET_TYPES.map((type) => [type.type, type.words().name]))(
    'of %s is chosen in its settings',
    async (type, name) => {
      const services = await start(type)
      expect(frame().dataset.colour).toBeUndefined()
      await openSettings(name)
      expect(labelled('Plain')).toHaveProperty('checked', true)
      await drawn.act(() => labelled('Blue')?.click())
      expect(services.calls).toEqual([['editWidget', ID, { 'data/colour': 'blue' }, {}]])
      expect(frame().dataset.colour).toBe('blue')
      // Nothing else in the settings of any type is called so.
      expect(drawn.root.querySelectorAll('[aria-label="Blue"]')).toHaveLength(1)
    },
  )

  it('is the one that a note has had', async () => {
    await start('note', { 'data/colour': 'pink' })
    expect(frame().dataset.colour).toBe('pink')
    await openSettings('Note')
    expect(labelled('Pink')).toHaveProperty('checked', true)
    await drawn.act(() => labelled('Plain')?.click())
    expect(frame().dataset.colour).toBeUndefined()
  })

  it('is none where a later version knows more of them', () => {
    expect(widgetTint({ id: ID, fields: { 'data/colour': 'vermilion' } })).toBeUndefined()
    expect(widgetTint({ id: ID, fields: { 'data/colour': { red: 1 } } })).toBeUndefined()
  })
})
