/** What a new widget starts with, as the page puts it together. */
import { freePlace } from '../../../core/layout/free-place'
import type { Json, Layout } from '../../../core/layout/model'
import { startFields } from '../../../src/widgets/registry'

export function newborn(type: string, layout: Layout): Record<string, Json> {
  const { fields, sizes } = startFields(type)
  return {
    ...fields,
    desktop: { ...freePlace(layout, 'desktop', sizes.desktop) },
    mobile: { ...freePlace(layout, 'mobile', sizes.mobile) },
  }
}
