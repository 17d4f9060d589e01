/** Says that the server refused something, for as long as it is set aside, and leads to the list (D12). */
import TriangleAlert from 'lucide/dist/esm/icons/triangle-alert.mjs'
import { Icon } from './icon'
import { useOpenScreen } from './screens'
import { useServices } from './services'
import { changes } from './sync-words'
import { useStore } from './use-store'

export function SetAsideBar() {
  const { sync } = useServices()
  const openScreen = useOpenScreen()
  const count = useStore(sync, (state) => state.setAside.length)
  if (count === 0) return null
  return (
    <aside class="bar" data-kind="trouble" aria-label="Refused changes">
      <Icon node={TriangleAlert} size={18} />
      <span class="bar-words">
        {changes(count)} set aside on this device, refused by the server or taken out by hand; nothing else waits for
        it.
      </span>
      <button type="button" class="button" onClick={() => openScreen('set-aside')}>
        Review
      </button>
    </aside>
  )
}
