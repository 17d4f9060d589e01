/** Says that the server refused something, for as long as it is set aside, and leads to the list (D12). */
import TriangleAlert from 'lucide/dist/esm/icons/triangle-alert.mjs'
import { barsWords } from '../words/en/bars'
import { Icon } from './icon'
import { useOpenScreen } from './screens'
import { useServices } from './services'
import { useStore } from './use-store'

export function SetAsideBar() {
  const { sync } = useServices()
  const openScreen = useOpenScreen()
  const count = useStore(sync, (state) => state.setAside.length)
  if (count === 0) return null
  const words = barsWords()
  return (
    <aside class="bar" data-kind="trouble" aria-label={words.refused}>
      <Icon node={TriangleAlert} size={18} />
      <span class="bar-words">{words.setAside(count)}</span>
      <button type="button" class="button" onClick={() => openScreen('set-aside')}>
        {words.review}
      </button>
    </aside>
  )
}
