/** Every widget type, to search, to look at and to add. Loaded when it is opened. After: actions.addWidgets. */
import Search from 'lucide/dist/esm/icons/search.mjs'
import { useState } from 'preact/hooks'
import { useAddWidget } from '../../canvas/use-add-widget'
import { Dialog } from '../../ui/dialog'
import { Icon } from '../../ui/icon'
import { WIDGET_TYPES } from '../../widgets/registry'
import { widgetIcon } from '../../widgets/widget-icons'
import type { WidgetType } from '../../widgets/widget-type'
import { catalogueWords } from '../../words/en/catalogue'
import { Preview } from './preview'
import { matches } from './search'
import './catalogue.css'

function Card({ type, onAdd }: { type: WidgetType; onAdd(): void }) {
  const { name, about } = type.words()
  return (
    <li class="card">
      <Preview type={type} />
      <div class="card-words">
        <span class="choice-icon">
          <Icon node={widgetIcon(type)} size={20} />
        </span>
        <span class="choice-words">
          <strong>{name}</strong>
          <span>{about}</span>
        </span>
      </div>
      <button type="button" class="card-button" aria-label={catalogueWords().add(name)} onClick={onAdd} />
    </li>
  )
}

export default function Catalogue({ onClose }: { onClose(): void }) {
  const add = useAddWidget()
  const [wanted, setWanted] = useState('')
  const words = catalogueWords()
  const found = WIDGET_TYPES.filter((type) => matches(type.words(), wanted))
  const choose = (type: WidgetType) => {
    onClose()
    add(type)
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        class="search"
        onSubmit={(event) => {
          event.preventDefault()
          if (wanted !== '' && found[0] !== undefined) choose(found[0])
        }}
      >
        <Icon node={Search} size={18} />
        <input
          type="search"
          class="input"
          aria-label={words.search}
          placeholder={words.search}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      </form>
      <p class="visually-hidden" role="status">
        {wanted === '' ? '' : words.found(found.length)}
      </p>
      {found.length === 0 && <p class="hint">{words.nothingFound(wanted)}</p>}
      <ul class="cards">
        {found.map((type) => (
          <Card key={type.type} type={type} onAdd={() => choose(type)} />
        ))}
      </ul>
    </Dialog>
  )
}
