/** The title in a widget's frame: text until one presses on it, then a field. */
import { MAX_TITLE_CHARS } from '../../core/layout/limits'
import { useTypedField } from '../widgets/use-typed-field'
import { canvasWords } from '../words/en/canvas'

export function WidgetTitle({ id, typeName }: { id: string; typeName: string }) {
  const title = useTypedField(id, 'title')
  return (
    <input
      {...title.props}
      class="widget-title"
      aria-label={canvasWords().title}
      placeholder={typeName}
      maxLength={MAX_TITLE_CHARS}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
      }}
    />
  )
}
