/** A number in a widget's settings: one edit when the field is left or Enter pressed. What is no number leaves it as it was. */
import { useId, useState } from 'preact/hooks'
import { numberText } from '../words/formats'
import { typedNumber } from './read-number'

interface NumberSettingProps {
  label: string
  /** null: none. */
  value: number | null
  least: number
  most: number
  /** null when the field was emptied; only with `canBeEmpty`. */
  onChange(value: number | null): void
  canBeEmpty?: boolean
  whole?: boolean
}

export function NumberSetting({ label, value, least, most, onChange, canBeEmpty, whole }: NumberSettingProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const shown = value === null ? '' : numberText(value, { useGrouping: false, maximumFractionDigits: 10 })
  const commit = () => {
    if (typed === null) return
    setTyped(null)
    if (typed.trim() === '' && canBeEmpty === true) {
      if (value !== null) onChange(null)
      return
    }
    const number = typedNumber(typed)
    if (number === null) return
    const kept = Math.min(most, Math.max(least, whole === true ? Math.round(number) : number))
    if (kept !== value) onChange(kept)
  }
  return (
    <div class="setting">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        inputMode={whole === true && least >= 0 ? 'numeric' : 'decimal'}
        value={typed ?? shown}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
        }}
      />
    </div>
  )
}
