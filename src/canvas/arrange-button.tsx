/** Begins and ends arranging the dashboard. After: ./arranging. */
import LayoutDashboard from 'lucide/dist/esm/icons/layout-dashboard.mjs'
import { Icon } from '../ui/icon'
import { useServices } from '../ui/services'
import { useStore } from '../ui/use-store'
import { dashboardWords } from '../words/en/dashboard'
import { useArranging } from './arranging'

export function ArrangeButton() {
  const { layout } = useServices()
  const arranging = useArranging()
  const isOn = useStore(arranging.store, (state) => state.isOn)
  const isEmpty = useStore(layout, (state) => Object.keys(state.widgets).length === 0)
  if (isEmpty && !isOn) return null
  const { arrange } = dashboardWords()
  return (
    <button
      type="button"
      class="button arrange-button"
      aria-label={arrange}
      aria-pressed={isOn}
      onClick={isOn ? arranging.end : arranging.begin}
    >
      <Icon node={LayoutDashboard} size={18} />
      <span class="dock-words">{arrange}</span>
    </button>
  )
}
