/** Offers once, after some real use, to make an app of the page; a no is for good. Before: ../install/install. */
import Download from 'lucide/dist/esm/icons/monitor-down.mjs'
import { installWords } from '../words/en/install'
import { Icon } from './icon'
import { useServices } from './services'
import { useStore } from './use-store'

export function InstallBar() {
  const { install, sync } = useServices()
  const isOffered = useStore(install.store, (state) => state.isOffered)
  // One thing at a time.
  const isUpdateOffered = useStore(sync, (state) => state.updateWaiting)
  if (!isOffered || isUpdateOffered) return null
  const words = installWords()
  return (
    <aside class="bar offer" aria-label={words.label}>
      <Icon node={Download} size={18} />
      <span class="bar-words">{words.offer}</span>
      <button
        type="button"
        class="button primary"
        onClick={() => {
          void install.install()
          // Who says no to the browser's own question has said no.
          install.dismiss()
        }}
      >
        {words.install}
      </button>
      <button type="button" class="button" onClick={install.dismiss}>
        {words.notNow}
      </button>
    </aside>
  )
}
