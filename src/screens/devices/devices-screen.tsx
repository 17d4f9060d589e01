/** The devices of the account: one more can be added, each can be named and removed. At #/devices; loaded when opened. */
import { useEffect, useState } from 'preact/hooks'
import type { Devices } from '../../devices/devices'
import { LOCAL_ACCOUNT } from '../../store/who'
import { ScreenHead } from '../../ui/screen-head'
import { useServices } from '../../ui/services'
import { useStore } from '../../ui/use-store'
import { devicesWords } from '../../words/en/devices'
import { AddDevice } from './add-device'
import { DeviceRow } from './device-row'
import './devices.css'
import { useDeviceList } from './use-device-list'
import { whyWords } from './why-words'

/** A device that has joined is listed once it has looked at the layout. */
const LISTED_AFTER_MS = 3_000

export default function DevicesScreen() {
  const { devices: load, layout } = useServices()
  const words = devicesWords()
  const account = useStore(layout, (state) => state.account)
  const [devices, setDevices] = useState<Devices | 'failed' | null>(null)
  useEffect(() => void load().then(setDevices, () => setDevices('failed')), [load])
  return (
    <main class="devices" data-testid="devices">
      <ScreenHead title={words.title} />
      {devices === null && <p class="hint">{words.looking}</p>}
      {devices === 'failed' && <p role="alert">{words.failed}</p>}
      {/* Anew for another account: what was asked of the one before is nobody's business. */}
      {devices !== null && devices !== 'failed' && <Parts key={account} devices={devices} account={account} />}
    </main>
  )
}

function Parts({ devices, account }: { devices: Devices; account: string }) {
  const words = devicesWords()
  const { account: calls } = useServices()
  const { found, why, look } = useDeviceList(devices, account)
  const guest = calls.current().email === null
  const isNobody = account === LOCAL_ACCOUNT
  const onJoined = () => {
    look()
    setTimeout(look, LISTED_AFTER_MS)
  }
  return (
    <>
      <AddDevice devices={devices} onJoined={onJoined} />
      <section class="devices-card" aria-label={words.title}>
        {found === null && why === null && <p class="hint">{words.looking}</p>}
        {why !== null && !(isNobody && why === 'unauthenticated') && (
          <div class="devices-problem">
            <p role="alert">{found === null ? whyWords(why) : words.stale}</p>
            <button type="button" class="button" onClick={look}>
              {words.retry}
            </button>
          </div>
        )}
        {(found?.length === 0 || (isNobody && why === 'unauthenticated')) && <p class="hint">{words.noneYet}</p>}
        {found !== null && found.length > 0 && (
          <ul class="device-list">
            {found.map((device) => (
              <DeviceRow
                key={device.id}
                device={device}
                devices={devices}
                guest={guest}
                hasOthers={found.some(({ current, signedIn }) => !current && signedIn)}
                onChanged={look}
              />
            ))}
          </ul>
        )}
        {found?.length === 1 && guest && <p class="hint small">{words.onlyOne}</p>}
      </section>
    </>
  )
}
