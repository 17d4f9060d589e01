/** Links: each a field of its own. Only what `safeHref` lets through becomes a link; anything else is shown as text. */
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import { useState } from 'preact/hooks'
import { Icon } from '../../ui/icon'
import { useServices } from '../../ui/services'
import { type Entry, orderAfter, readEntries } from '../read-field'
import { useSetField } from '../setting'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { AddLink } from './add-link'
import { EditLink, partOf } from './edit-link'
import { safeHref, shortAddress } from './safe-href'

const LINK = 'data/link:'

function OneLink({ entry }: { entry: Entry }) {
  const url = partOf(entry.parts, 'url')
  const title = partOf(entry.parts, 'title')
  const href = safeHref(url)
  if (href === null) {
    return (
      <li class="link" data-unsafe="true">
        <span class="link-letter">?</span>
        <span class="link-words">
          <span class="link-title">{title || url || 'Empty link'}</span>
          <span class="link-address">{url === '' ? 'No address' : 'Not a web or mail address'}</span>
        </span>
      </li>
    )
  }
  const address = shortAddress(href)
  return (
    <li>
      <a class="link" href={href} target="_blank" rel="noopener noreferrer" draggable={false}>
        <span class="link-letter" aria-hidden="true">
          {(title || address).slice(0, 1).toUpperCase()}
        </span>
        <span class="link-words">
          <span class="link-title">{title || address}</span>
          {title !== '' && <span class="link-address">{address}</span>}
        </span>
      </a>
    </li>
  )
}

function LinksBody({ widget }: WidgetProps) {
  const { uuid } = useServices()
  const setField = useSetField(widget.id)
  const [adding, setAdding] = useState(false)
  const links = readEntries(widget, LINK)
  return (
    <div class="links">
      <ul class="link-list">
        {links.map((entry) => (
          <OneLink key={entry.field} entry={entry} />
        ))}
      </ul>
      {adding ? (
        <AddLink
          onClose={() => setAdding(false)}
          onAdd={({ url, title }) => setField(`${LINK}${uuid()}`, { url, title, order: orderAfter(links) })}
        />
      ) : (
        <button type="button" class="button quiet add-more" onClick={() => setAdding(true)}>
          <Icon node={Plus} size={18} />
          Add a link
        </button>
      )}
    </div>
  )
}

function LinksSettings({ widget }: WidgetProps) {
  const links = readEntries(widget, LINK)
  if (links.length === 0) return <p class="hint">There are no links yet.</p>
  return (
    <ul class="edit-links">
      {links.map((entry) => (
        <EditLink key={entry.field} widgetId={widget.id} entry={entry} />
      ))}
    </ul>
  )
}

export const linksParts: WidgetParts = { Body: LinksBody, Settings: LinksSettings }
