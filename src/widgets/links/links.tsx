/** Links as a list or as tiles. Each is a field of its own; adding, editing and their order happen in the widget itself. */
import Check from 'lucide/dist/esm/icons/check.mjs'
import Pencil from 'lucide/dist/esm/icons/pencil.mjs'
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import { useRef, useState } from 'preact/hooks'
import type { Json } from '../../../core/layout/model'
import { attempt, UNDO_OFFER } from '../../ui/attempt'
import { Icon } from '../../ui/icon'
import { useServices } from '../../ui/services'
import { useToasts } from '../../ui/toasts'
import { linksWords } from '../../words/en/links'
import { OrderSaid } from '../ordered/handle'
import { useReorder } from '../ordered/use-reorder'
import { type Entry, readChoice, readEntries } from '../read-field'
import { Choice, useSetField } from '../setting'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { AddLink } from './add-link'
import { EditLink } from './edit-link'
import { LINK, linkName, newLinks } from './link-entry'
import { OneLink } from './one-link'
import './links.css'

const LOOK = 'data/look'
const LOOKS = ['list', 'tiles'] as const

/** Links that are edited, in their order. */
function EditLinks({ widgetId, links }: { widgetId: string; links: Entry[] }) {
  const { actions } = useServices()
  const toasts = useToasts()
  const reorder = useReorder({ widgetId, all: links, shown: links, nameOf: linkName })
  const remove = (entry: Entry) => {
    const words = linksWords()
    if (!attempt(toasts, () => actions.editWidget(widgetId, { [entry.field]: undefined }))) return
    const action = { label: words.undo, run: () => void attempt(toasts, actions.undo) }
    toasts.push({ kind: 'info', key: UNDO_OFFER, text: words.deleted(linkName(entry)), action })
  }
  return (
    <>
      <ul class="edit-links ordered" ref={reorder.list}>
        {links.map((entry, index) => (
          <EditLink
            key={entry.field}
            widgetId={widgetId}
            entry={entry}
            index={index}
            reorder={reorder}
            onDelete={() => remove(entry)}
          />
        ))}
      </ul>
      <OrderSaid reorder={reorder} />
    </>
  )
}

function LinksBody({ widget }: WidgetProps) {
  const words = linksWords()
  const { actions, uuid } = useServices()
  const toasts = useToasts()
  const [adding, setAdding] = useState(false)
  const [isEditing, setEditing] = useState(false)
  const addButton = useRef<HTMLButtonElement>(null)
  const links = readEntries(widget, LINK)
  const edits = isEditing && links.length > 0

  const closeAdding = () => {
    setAdding(false)
    requestAnimationFrame(() => addButton.current?.focus({ preventScroll: true }))
  }

  return (
    <div class="links">
      {links.length === 0 && !adding && (
        <div class="links-empty">
          <strong>{words.empty}</strong>
          <span>{words.emptyHint}</span>
        </div>
      )}
      {edits ? (
        <EditLinks widgetId={widget.id} links={links} />
      ) : (
        <ul class="link-list" data-look={readChoice(widget, LOOK, LOOKS)}>
          {links.map((entry) => (
            <OneLink key={entry.field} entry={entry} />
          ))}
        </ul>
      )}
      {adding ? (
        <AddLink
          onClose={closeAdding}
          onAdd={(made) => attempt(toasts, () => actions.editWidget(widget.id, newLinks(made, links, uuid)))}
        />
      ) : (
        <div class="links-foot">
          <button ref={addButton} type="button" class="button quiet" onClick={() => setAdding(true)}>
            <Icon node={Plus} size={18} />
            {words.add}
          </button>
          {links.length > 0 && (
            <button
              type="button"
              class={edits ? 'button quiet' : 'icon-button'}
              aria-label={edits ? undefined : words.edit}
              onClick={() => setEditing(!edits)}
            >
              <Icon node={edits ? Check : Pencil} size={16} />
              {edits && words.editDone}
            </button>
          )}
        </div>
      )}
    </div>
  )
}

function LinksSettings({ widget }: WidgetProps) {
  const words = linksWords()
  const setField = useSetField(widget.id)
  return (
    <Choice
      label={words.look}
      value={readChoice(widget, LOOK, LOOKS)}
      choices={LOOKS.map((look) => [look, words.looks[look]] as const)}
      onChange={(look) => setField(LOOK, look)}
    />
  )
}

function example(): Record<string, Json> {
  const links = linksWords().example.map((title, i) => {
    return [`${LINK}${i + 1}`, { title, url: `https://${i + 1}.example.org/`, order: i + 1 }] as const
  })
  return Object.fromEntries(links)
}

export const linksParts: WidgetParts = { Body: LinksBody, Settings: LinksSettings, example }
