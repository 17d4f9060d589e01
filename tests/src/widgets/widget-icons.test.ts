import { expect, it } from 'vitest'
import { WIDGET_TYPES, widgetType } from '../../../src/widgets/registry'
import { WIDGET_ICONS, widgetIcon } from '../../../src/widgets/widget-icons'

it('every type has an icon of its own, and an unknown one has another', () => {
  expect(Object.keys(WIDGET_ICONS).sort()).toEqual(WIDGET_TYPES.map(({ type }) => type).sort())
  const all = [...WIDGET_TYPES, widgetType('weather')].map(widgetIcon)
  expect(new Set(all).size).toBe(all.length)
})
