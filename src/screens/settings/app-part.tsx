/** The page as an app of its own: the way that this browser has, in words or as a button. Nothing where it has none. */
import Download from 'lucide/dist/esm/icons/monitor-down.mjs'
import { Icon } from '../../ui/icon'
import { useServices } from '../../ui/services'
import { useStore } from '../../ui/use-store'
import { settingsWords } from '../../words/en/settings'

export function AppPart() {
  const { install } = useServices()
  const way = useStore(install.store, (state) => state.way)
  const words = settingsWords()
  if (way === 'none') return null
  return (
    <section class="settings-card" aria-labelledby="settings-app">
      <h3 id="settings-app">{words.app}</h3>
      {way === 'installed' && <p class="hint">{words.appInstalled}</p>}
      {way === 'by-hand' && <p class="hint">{words.appByHand}</p>}
      {way === 'prompt' && (
        <div class="settings-row">
          <p class="hint small">{words.appAbout}</p>
          <button type="button" class="button" onClick={() => void install.install()}>
            <Icon node={Download} size={18} />
            {words.install}
          </button>
        </div>
      )}
    </section>
  )
}
