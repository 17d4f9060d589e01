/** What one sets once: how conflicts are decided on this device; and the way to the inspector. */
import { waysWords } from '../words/en/ways'
import { Dialog } from './dialog'
import { HISTORY_HASH } from './hashes'
import { INSPECTOR_HASH } from './screens'
import { useServices } from './services'
import { StrategyChoice } from './strategy-choice'

export function SettingsDialog({ onClose }: { onClose(): void }) {
  const { version } = useServices()
  return (
    <Dialog title="Settings" onClose={onClose}>
      <StrategyChoice />
      <section class="details-part">
        <h3>{waysWords().history}</h3>
        <p class="hint">{waysWords().historyAbout}</p>
        <a class="button" href={HISTORY_HASH} onClick={onClose}>
          {waysWords().openHistory}
        </a>
      </section>
      <section class="details-part">
        <h3>Is it saved?</h3>
        <p class="hint">
          The inspector shows what this device still has to send, what waits to be sent in the background and what the
          server has, step by step.
        </p>
        <a class="button" href={INSPECTOR_HASH} onClick={onClose}>
          Open the inspector
        </a>
      </section>
      <p class="hint small">Version {version}</p>
    </Dialog>
  )
}
