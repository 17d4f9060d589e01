/** The layout of one version, from ./version-memory: asked for where it is not there yet. */
import { useEffect, useState } from 'preact/hooks'
import type { Layout } from '../../../core/layout/model'
import type { NoAnswer } from '../../sync/history-calls'
import { useServices } from '../../ui/services'
import { useStore } from '../../ui/use-store'
import type { VersionMemory } from './version-memory'

/** @param revision null: none is wanted */
export function useVersion(memory: VersionMemory, revision: number | null): Layout | NoAnswer | 'loading' {
  const isOnline = useStore(useServices().sync, (state) => state.isOnline)
  const [loaded, setLoaded] = useState<{ revision: number; layout: Layout | NoAnswer } | null>(null)
  useEffect(() => {
    if (revision === null) return
    let isWanted = true
    void memory
      .layoutAt(revision, () => isWanted)
      .then((layout) => {
        if (isWanted && layout !== null) setLoaded({ revision, layout })
      })
    return () => {
      isWanted = false
    }
    // What did not come may come with the connection.
  }, [memory, revision, isOnline])
  if (revision === null) return 'loading'
  return memory.known(revision) ?? (loaded?.revision === revision ? loaded.layout : 'loading')
}
