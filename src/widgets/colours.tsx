/** The colours that a person can give a thing, and their radio buttons. The values are in styles/tokens.css, by `data-colour`. */
import { useId } from 'preact/hooks'
import { partsWords } from '../words/en/parts'

export const DOT_COLOURS = ['green', 'blue', 'violet', 'pink', 'yellow'] as const
export type DotColour = (typeof DOT_COLOURS)[number]

interface ColourChoiceProps<C extends DotColour | 'plain'> {
  colours: readonly C[]
  value: C
  onChange(colour: C): void
  /** What gets the colour. */
  label: string
  /** The label, and the name of the colour chosen, stand beside the swatches too. */
  showLabel?: boolean
}

export function ColourChoice<C extends DotColour | 'plain'>(props: ColourChoiceProps<C>) {
  const { colours, value, onChange, label, showLabel = false } = props
  const name = useId()
  const words = partsWords().colours
  return (
    <fieldset class="setting swatches">
      <legend class={showLabel ? undefined : 'visually-hidden'}>{label}</legend>
      {colours.map((colour) => (
        <label class="swatch" key={colour} data-colour={colour} title={words[colour]}>
          <input
            type="radio"
            name={name}
            aria-label={words[colour]}
            checked={colour === value}
            onChange={() => onChange(colour)}
          />
        </label>
      ))}
      {showLabel && (
        <span class="swatch-name hint small" aria-hidden="true">
          {words[value]}
        </span>
      )}
    </fieldset>
  )
}
