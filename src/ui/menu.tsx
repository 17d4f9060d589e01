/** A button with a menu: arrow keys, Home, End and Escape as in any menu. Knows nothing of what it offers. */
import { Icon } from './icon'
import type { IconNode } from './icons'
import { Popover } from './popover'
import { useOpener } from './use-opener'

export interface MenuItem {
  label: string
  icon: IconNode
  danger?: boolean
  run(): void
}

interface MenuProps {
  label: string
  icon: IconNode
  items: MenuItem[]
}

/** Moves the focus among the menu's items; true when the key was one of its own. */
function roam(menu: HTMLElement, key: string): boolean {
  const items = [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key]
  if (next === undefined) return false
  items.at(next % items.length)?.focus()
  return true
}

export function Menu({ label, icon, items }: MenuProps) {
  const { open, anchor, close, buttonProps } = useOpener()
  return (
    <>
      <button {...buttonProps} class="icon-button" aria-haspopup="menu" aria-label={label}>
        <Icon node={icon} size={18} />
      </button>
      {open && (
        <Popover anchor={anchor} onClose={close} label={label} role="menu" shape="menu">
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the popover around it has the role; this only listens */}
          <div
            onKeyDown={(event) => {
              if (event.key === 'Tab') close()
              else if (roam(event.currentTarget, event.key)) event.preventDefault()
            }}
          >
            {items.map((item, i) => (
              <button
                type="button"
                role="menuitem"
                tabIndex={-1}
                key={item.label}
                class="menu-item"
                data-danger={item.danger}
                data-autofocus={i === 0 ? '' : undefined}
                onClick={() => {
                  close()
                  item.run()
                }}
              >
                <Icon node={item.icon} size={18} />
                {item.label}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  )
}
