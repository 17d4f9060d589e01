/**
 * Says what is wrong with this device's own storage, for as long as it is, with a way out: the whole dashboard as a file
 * (D8). The sentence is made in src/store/storage-words, the file in src/store/export-file.
 */
import Download from 'lucide/dist/esm/icons/download.mjs'
import TriangleAlert from 'lucide/dist/esm/icons/triangle-alert.mjs'
import { storageWords } from '../words/en/storage'
import { exportDevice } from './export-device'
import { Icon } from './icon'
import { useServices } from './services'
import { useStore } from './use-store'

export function StorageBar() {
  const { sync, storage } = useServices()
  const problem = useStore(sync, (state) => state.storageProblem)
  const maySee = useStore(sync, (state) => state.storageUnreadable)
  if (problem === null) return null
  const words = storageWords()
  return (
    <aside class="bar" data-kind="trouble" aria-label={words.bar}>
      <Icon node={TriangleAlert} size={18} />
      <span class="bar-words" role="alert">
        {problem}
      </span>
      <button type="button" class="button" onClick={() => exportDevice(storage)}>
        <Icon node={Download} size={18} />
        {words.exportIt}
      </button>
      {maySee && (
        <button type="button" class="button" onClick={storage.seen}>
          {words.seen}
        </button>
      )}
    </aside>
  )
}
