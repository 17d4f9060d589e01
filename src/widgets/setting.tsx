/** Parts of a widget's settings that the types share: a choice, a switch. Each change is one edit at once. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { Json } from '../../core/layout/model'
import { attempt } from '../ui/attempt'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'

/** Makes an edit of one field of the widget; `undefined` takes it away. */
export function useSetField(widgetId: string): (field: string, value: Json | undefined) => void {
  const { actions } = useServices()
  const toasts = useToasts()
  return (field, value) => {
    attempt(toasts, () => actions.editWidget(widgetId, { [field]: value }))
  }
}

interface ChoiceProps<C extends string> {
  label: string
  value: C
  choices: readonly (readonly [value: C, label: string])[]
  onChange(value: C): void
}

export function Choice<C extends string>({ label, value, choices, onChange }: ChoiceProps<C>) {
  const id = useId()
  return (
    <div class="setting">
      <label for={id}>{label}</label>
      <select id={id} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value as C)}>
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}

interface SwitchProps {
  checked: boolean
  onChange(checked: boolean): void
  children: ComponentChildren
}

export function Switch({ checked, onChange, children }: SwitchProps) {
  return (
    <label class="setting switch">
      <span>{children}</span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  )
}
