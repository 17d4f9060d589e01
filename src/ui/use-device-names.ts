/** What the devices of the account are called, as far as this device and the server can say. Before: the history and the review. */
import { useEffect, useState } from 'preact/hooks'
import type { DeviceNames } from '../sync/history-calls'
import { useServices } from './services'
import { useStore } from './use-store'

const NOBODY_NAMED: DeviceNames = { own: '', names: {} }

/** This one is known at once, the others once the server has answered; asked again with each connection. */
export function useDeviceNames(): DeviceNames {
  const { history, sync } = useServices()
  const isOnline = useStore(sync, (state) => state.isOnline)
  const [known, setKnown] = useState(NOBODY_NAMED)
  useEffect(() => {
    let isOver = false
    const take = ({ own, names }: DeviceNames) => {
      if (!isOver) setKnown((before) => ({ own, names: { ...before.names, ...names } }))
    }
    history()
      .then((calls) => {
        take({ own: calls.ownId(), names: {} })
        return calls.deviceNames()
      })
      // Where the code cannot be loaded nobody is named.
      .then(take, () => {})
    return () => {
      isOver = true
    }
  }, [history, isOnline])
  return known
}
