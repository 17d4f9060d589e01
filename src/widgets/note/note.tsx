/** A note: one text on coloured paper. */
import { readChoice } from '../read-field'
import { useSetField } from '../setting'
import { useTypedField } from '../use-typed-field'
import type { WidgetParts, WidgetProps } from '../widget-type'

const TEXT = 'data/text'
const COLOUR = 'data/colour'
const COLOURS = ['plain', 'yellow', 'green', 'blue', 'pink', 'violet'] as const

function NoteBody({ widget }: WidgetProps) {
  const text = useTypedField(widget.id, TEXT)
  return (
    <div class="note" data-colour={readChoice(widget, COLOUR, COLOURS)}>
      <textarea
        {...text.props}
        class="note-text"
        aria-label="Text of the note"
        placeholder="Write something…"
        aria-invalid={text.problem !== null}
      />
      {text.problem !== null && (
        <p class="field-problem" role="alert">
          {text.problem}
        </p>
      )}
    </div>
  )
}

function NoteSettings({ widget }: WidgetProps) {
  const setField = useSetField(widget.id)
  const colour = readChoice(widget, COLOUR, COLOURS)
  return (
    <fieldset class="setting swatches">
      <legend>Colour</legend>
      {COLOURS.map((choice) => (
        <label class="swatch" key={choice} data-colour={choice}>
          <input
            type="radio"
            name={`colour-${widget.id}`}
            aria-label={choice}
            checked={choice === colour}
            onChange={() => setField(COLOUR, choice)}
          />
        </label>
      ))}
    </fieldset>
  )
}

export const noteParts: WidgetParts = { Body: NoteBody, Settings: NoteSettings }
