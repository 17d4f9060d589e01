/** The list of devices, kept fresh while it is looked at. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Device } from '../../../core/wire/device-list'
import type { Why } from '../../devices/ask'
import type { Devices } from '../../devices/devices'

const LOOK_EVERY_MS = 15_000

export interface DeviceList {
  /** null: not known yet. What is known stays while the server cannot be reached. */
  found: Device[] | null
  /** Why the latest look came to nothing. */
  why: Why | null
  look(): void
}

/** @param account whose; another one's list begins anew */
export function useDeviceList(devices: Devices, account: string): DeviceList {
  const [list, setList] = useState<Pick<DeviceList, 'found' | 'why'>>({ found: null, why: null })
  const shown = useRef(account)
  shown.current = account
  const look = useCallback(() => {
    void devices.list().then((asked) => {
      if (shown.current !== account) return
      if (asked.kind === 'done') setList({ found: asked.value, why: null })
      else setList(({ found }) => ({ found: asked.why === 'unauthenticated' ? null : found, why: asked.why }))
    })
  }, [devices, account])
  useEffect(() => {
    setList({ found: null, why: null })
    look()
    const lookAgain = () => document.visibilityState === 'visible' && look()
    const every = setInterval(lookAgain, LOOK_EVERY_MS)
    document.addEventListener('visibilitychange', lookAgain)
    return () => {
      shown.current = ''
      clearInterval(every)
      document.removeEventListener('visibilitychange', lookAgain)
    }
  }, [look])
  return { ...list, look }
}
