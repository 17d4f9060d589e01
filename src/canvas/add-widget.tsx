/** The "Add widget" button. After: the catalogue. */
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import { Icon } from '../ui/icon'
import { useOpenScreen } from '../ui/screens'
import { dashboardWords } from '../words/en/dashboard'

export function AddWidget() {
  const openScreen = useOpenScreen()
  const { addWidget } = dashboardWords()
  return (
    <button
      type="button"
      class="button primary add-widget"
      aria-haspopup="dialog"
      aria-label={addWidget}
      onClick={() => openScreen('catalogue')}
    >
      <Icon node={Plus} size={18} />
      <span class="dock-words">{addWidget}</span>
    </button>
  )
}
