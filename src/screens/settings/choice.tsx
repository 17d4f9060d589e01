/** One of several, as radio buttons that show what they are. Knows nothing of what is chosen. */
import type { ComponentChildren } from 'preact'

interface Option<T extends string> {
  value: T
  name: string
  about?: string
  picture?: ComponentChildren
}

interface ChoiceProps<T extends string> {
  /** Of the page's alone. */
  name: string
  legend: string
  /** What the legend is a title of already, for eyes. */
  isTitled?: boolean
  options: readonly Option<T>[]
  value: T
  onChoose(value: T): void
  /** `cards` beside each other, or `lines` below each other. */
  shape?: 'cards' | 'lines'
}

export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { name, legend, isTitled = false, options, value, onChoose, shape = 'cards' } = props
  return (
    <fieldset class="choose">
      <legend class={isTitled ? 'visually-hidden' : ''}>{legend}</legend>
      <div class={`choose-${shape}`}>
        {options.map((option) => (
          <label key={option.value} class="choose-one" data-chosen={option.value === value}>
            <input
              type="radio"
              id={`choose-${name}-${option.value}`}
              name={name}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            {option.picture}
            <span class="choose-words">
              <span>{option.name}</span>
              {option.about !== undefined && <span class="hint small">{option.about}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
