/** One link in the settings: its title and address to be typed in, and a button that deletes it. */
import Trash from 'lucide/dist/esm/icons/trash.mjs'
import type { Json } from '../../../core/layout/model'
import { Icon } from '../../ui/icon'
import { type Entry, partsOf } from '../read-field'
import { useSetField } from '../setting'
import { type TextInValue, useTypedField } from '../use-typed-field'

/** The part's text; '' when it has none. */
export function partOf(parts: Record<string, Json>, part: 'title' | 'url'): string {
  const text = parts[part]
  return typeof text === 'string' ? text : ''
}

const textIn = (part: 'title' | 'url'): TextInValue => ({
  read: (value) => partOf(partsOf(value), part),
  write: (text, value) => ({ ...partsOf(value), [part]: text }),
})
const TITLE = textIn('title')
const URL_TEXT = textIn('url')

export function EditLink({ widgetId, entry }: { widgetId: string; entry: Entry }) {
  const setField = useSetField(widgetId)
  const title = useTypedField(widgetId, entry.field, TITLE)
  const url = useTypedField(widgetId, entry.field, URL_TEXT)
  return (
    <li class="edit-link">
      <div class="edit-link-fields">
        <input {...title.props} class="input" aria-label="Title" placeholder="Title" />
        <input {...url.props} class="input" aria-label="Address" placeholder="Address" inputMode="url" />
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label={`Delete ${title.value || url.value || 'link'}`}
        onClick={() => setField(entry.field, undefined)}
      >
        <Icon node={Trash} size={18} />
      </button>
    </li>
  )
}
