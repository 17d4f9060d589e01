/** What is drawn of a widget whose type this version does not know. Loaded with the first one by ./unknown. */
import PackageOpen from 'lucide/dist/esm/icons/package-open.mjs'
import { Icon } from '../ui/icon'
import { partsWords } from '../words/en/parts'
import type { WidgetParts } from './widget-type'

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

export const unknownParts: WidgetParts = {
  Body: UnknownBody,
  Settings: () => <p class="hint">{partsWords().newer.settings}</p>,
}
