/**
 * The bars below the header. What is wrong with the storage is always said; the others are loaded when the first of them has
 * something to say. Before: ../app. After: ./storage-bar, ./rare-bars.
 */
import { Later } from './later'
import type { BarsProps } from './rare-bars'
import { useServices } from './services'
import { StorageBar } from './storage-bar'
import { useStore } from './use-store'

const loadRare = async () => (await import('./rare-bars')).RareBars

export function Bars(props: BarsProps) {
  const { sync, install } = useServices()
  const isSaid = useStore(sync, ({ updateWaiting, setAside, conflicts }) => {
    return updateWaiting || setAside.length > 0 || conflicts.length > 0
  })
  const isOffered = useStore(install.store, (state) => state.isOffered)
  return (
    <>
      <StorageBar />
      {(isSaid || isOffered) && <Later load={loadRare} props={props} meanwhile={null} />}
    </>
  )
}
