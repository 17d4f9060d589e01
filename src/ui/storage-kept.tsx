/** In the sync details: how much is stored here, and how long this browser keeps it. */
import { useEffect, useState } from 'preact/hooks'
import { storageWords } from '../words/en/storage'
import { bytesInWords } from './bytes'
import { useServices } from './services'
import { useStore } from './use-store'

/** One term of a `dl`; nothing where the browser says neither. */
export function StorageKept() {
  const { sync, storage } = useServices()
  const persisted = useStore(sync, (state) => state.storagePersisted)
  const [use, setUse] = useState<Awaited<ReturnType<typeof storage.use>>>(null)
  useEffect(() => {
    void storage.use().then(setUse)
  }, [storage])
  if (use === null && persisted === null) return null
  const words = storageWords().kept
  return (
    <>
      <dt>{words.title}</dt>
      {use !== null && (
        <dd>
          {use.quotaBytes === null
            ? bytesInWords(use.usedBytes)
            : words.usedOf(bytesInWords(use.usedBytes), bytesInWords(use.quotaBytes))}
        </dd>
      )}
      {persisted !== null && (
        <dd class="details-long hint small">{persisted ? words.untilDeleted : words.whileRoom}</dd>
      )}
    </>
  )
}
