/** In the sync details: how much is stored here, and how long this browser keeps it. */
import { useEffect, useState } from 'preact/hooks'
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
  return (
    <>
      <dt>Storage</dt>
      {use !== null && (
        <dd>
          {bytesInWords(use.usedBytes)}
          {use.quotaBytes === null ? '' : ` of ${bytesInWords(use.quotaBytes)}`}
        </dd>
      )}
      {persisted !== null && (
        <dd class="details-long hint small">
          {persisted
            ? 'Kept until you delete it.'
            : 'This browser may delete it when space runs short; install the app to prevent that.'}
        </dd>
      )}
    </>
  )
}
