/** Says that a new version waits; it takes effect only after a yes (D9). */
import Sparkles from 'lucide/dist/esm/icons/sparkles.mjs'
import { useEffect, useState } from 'preact/hooks'
import { Icon } from './icon'
import { useServices } from './services'
import { useStore } from './use-store'

/** "Later" holds for so long in a tab that stays open, and until the next start. */
const LATER_MS = 4 * 3_600_000

export function UpdateBar() {
  const { sync, applyUpdate } = useServices()
  const waiting = useStore(sync, (state) => state.updateWaiting)
  const [later, setLater] = useState(false)
  useEffect(() => {
    if (!later) return
    const timer = setTimeout(() => setLater(false), LATER_MS)
    return () => clearTimeout(timer)
  }, [later])
  if (!waiting || later) return null
  return (
    <aside class="bar" aria-label="Update">
      <Icon node={Sparkles} size={18} />
      <span class="bar-words">A new version is ready. Nothing you did is lost.</span>
      <button type="button" class="button primary" onClick={applyUpdate}>
        Update
      </button>
      <button type="button" class="button" onClick={() => setLater(true)}>
        Later
      </button>
    </aside>
  )
}
