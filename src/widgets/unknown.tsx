/** A widget of a type that this version does not know: kept and synced as it is, and said to the person. */
import PackageOpen from 'lucide/dist/esm/icons/package-open.mjs'
import { Icon } from '../ui/icon'
import { partsWords } from '../words/en/parts'
import { widgetsWords } from '../words/en/widgets'
import type { WidgetParts, WidgetType } from './widget-type'

function UnknownBody() {
  const words = partsWords().newer
  return (
    <div class="unknown">
      <Icon node={PackageOpen} size={28} />
      <strong>{words.title}</strong>
      <span>{words.about}</span>
    </div>
  )
}

const unknownParts: WidgetParts = {
  Body: UnknownBody,
  Settings: () => <p class="hint">{partsWords().newer.settings}</p>,
}

export const unknown: WidgetType = {
  type: '',
  words: () => widgetsWords().unknown,
  icon: PackageOpen,
  sizes: { desktop: { w: 4, h: 3 }, mobile: { w: 4, h: 3 } },
  fields: {},
  load: async () => unknownParts,
}
