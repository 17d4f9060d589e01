/** A button that is an icon alone, with its name in words for everybody: as a tip, and for who does not see it. */
import { Icon } from './icon'
import type { IconNode } from './icons'

interface IconButtonProps {
  label: string
  icon: IconNode
  onClick(): void
  /** Beside or instead of the usual look. */
  class?: string
  /** Pixels of the icon. */
  size?: number
  disabled?: boolean | undefined
  /** For one that is on or off. */
  pressed?: boolean
}

export function IconButton({
  label,
  icon,
  onClick,
  class: look = 'icon-button',
  size = 20,
  disabled,
  pressed,
}: IconButtonProps) {
  return (
    <button
      type="button"
      class={look}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon node={icon} size={size} />
    </button>
  )
}
