/** One link while links are edited: its title and address to be typed in, a handle, and a menu that moves or deletes it. */
import Ellipsis from 'lucide/dist/esm/icons/ellipsis.mjs'
import Trash from 'lucide/dist/esm/icons/trash.mjs'
import { Menu } from '../../ui/menu'
import { linksWords } from '../../words/en/links'
import { orderWords } from '../../words/en/order'
import { Handle, moveItems } from '../ordered/handle'
import type { Reorder } from '../ordered/use-reorder'
import type { Entry } from '../read-field'
import { safeHref } from '../safe-href'
import { useTypedField } from '../use-typed-field'
import { linkName, textIn } from './link-entry'

const TITLE = textIn('title')
const URL_TEXT = textIn('url')

interface EditLinkProps {
  widgetId: string
  entry: Entry
  index: number
  reorder: Reorder
  onDelete(): void
}

export function EditLink({ widgetId, entry, index, reorder, onDelete }: EditLinkProps) {
  const words = linksWords()
  const title = useTypedField(widgetId, entry.field, TITLE)
  const url = useTypedField(widgetId, entry.field, URL_TEXT)
  const name = linkName(entry)
  const problem =
    title.problem ?? url.problem ?? (url.value !== '' && safeHref(url.value) === null ? words.notAnAddress : null)
  return (
    <li class="edit-link">
      <Handle reorder={reorder} index={index} name={name} />
      <div class="edit-link-fields">
        <input {...title.props} class="input" aria-label={words.title} placeholder={words.title} />
        <input
          {...url.props}
          class="input"
          inputMode="url"
          autocapitalize="off"
          aria-label={words.address}
          placeholder={words.address}
          aria-invalid={problem !== null}
        />
        {problem !== null && <p class="field-problem">{problem}</p>}
      </div>
      <Menu
        label={orderWords().optionsOf(name)}
        icon={Ellipsis}
        items={[...moveItems(reorder, index), { label: words.delete, icon: Trash, danger: true, run: onDelete }]}
      />
    </li>
  )
}
