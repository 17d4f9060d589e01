/** Says that a new version waits; it takes effect only after a yes (D9). */
import Sparkles from 'lucide/dist/esm/icons/sparkles.mjs'
import { useEffect, useState } from 'preact/hooks'
import { barsWords } from '../words/en/bars'
import { Icon } from './icon'
import { useServices } from './services'
import { useStore } from './use-store'

/** "Later" holds for so long in a tab that stays open, and until the next start. */
const LATER_MS = 4 * 3_600_000
/** Taking over needs a second or two, then the page is loaded again; after this long it has not come to that. */
const TAKES_AT_MOST_MS = 20_000

export function UpdateBar() {
  const { sync, applyUpdate } = useServices()
  const waiting = useStore(sync, (state) => state.updateWaiting)
  const [later, setLater] = useState(false)
  const [updating, setUpdating] = useState(false)
  useEffect(() => {
    if (!later) return
    const timer = setTimeout(() => setLater(false), LATER_MS)
    return () => clearTimeout(timer)
  }, [later])
  useEffect(() => {
    if (!updating) return
    const timer = setTimeout(() => setUpdating(false), TAKES_AT_MOST_MS)
    return () => clearTimeout(timer)
  }, [updating])
  if (!waiting || later) return null
  const words = barsWords()
  return (
    <aside class="bar" aria-label={words.update}>
      <Icon node={Sparkles} size={18} />
      <span class="bar-words">{words.updateReady}</span>
      <button
        type="button"
        class="button primary"
        disabled={updating}
        onClick={() => {
          setUpdating(true)
          applyUpdate()
        }}
      >
        {updating ? words.updating : words.update}
      </button>
      {!updating && (
        <button type="button" class="button" onClick={() => setLater(true)}>
          {words.later}
        </button>
      )}
    </aside>
  )
}
