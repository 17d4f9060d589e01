/** The colours that a person can give a thing, and their radio buttons. The values are in styles/tokens.css, by `data-colour`. */
import { useId } from 'preact/hooks'
import { partsWords } from '../words/en/parts'

export const DOT_COLOURS = ['green', 'blue', 'violet', 'pink', 'yellow'] as const
export type DotColour = (typeof DOT_COLOURS)[number]

interface ColourChoiceProps {
  value: DotColour
  onChange(colour: DotColour): void
  /** What gets the colour. */
  label: string
}

export function ColourChoice({ value, onChange, label }: ColourChoiceProps) {
  const name = useId()
  return (
    <fieldset class="setting swatches">
      <legend class="visually-hidden">{label}</legend>
      {DOT_COLOURS.map((colour) => (
        <label class="swatch" key={colour} data-colour={colour}>
          <input
            type="radio"
            name={name}
            aria-label={partsWords().colours[colour]}
            checked={colour === value}
            onChange={() => onChange(colour)}
          />
        </label>
      ))}
    </fieldset>
  )
}
