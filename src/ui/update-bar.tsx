/** Says that a new version waits; it takes effect only after a yes (D9). */
import Sparkles from 'lucide/dist/esm/icons/sparkles.mjs'
import { useEffect, useState } from 'preact/hooks'
import { barsWords } from '../words/en/bars'
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
  const words = barsWords()
  return (
    <aside class="bar" aria-label={words.update}>
      <Icon node={Sparkles} size={18} />
      <span class="bar-words">{words.updateReady}</span>
      <button type="button" class="button primary" onClick={applyUpdate}>
        {words.update}
      </button>
      <button type="button" class="button" onClick={() => setLater(true)}>
        {words.later}
      </button>
    </aside>
  )
}
