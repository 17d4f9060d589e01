/** One device in the list: its name, when it was there, and what can be done with it. Calls are ../../devices/devices'; this only asks and says. */
import Pencil from 'lucide/dist/esm/icons/pencil.mjs'
import Trash from 'lucide/dist/esm/icons/trash.mjs'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Device } from '../../../core/wire/device-list'
import type { Devices } from '../../devices/devices'
import { Icon } from '../../ui/icon'
import { timeAgo } from '../../ui/time-ago'
import { useToasts } from '../../ui/toasts'
import { devicesWords } from '../../words/en/devices'
import { whyWords } from './why-words'

/** As the server takes them. */
const MOST_NAME_CHARS = 100

interface DeviceRowProps {
  device: Device
  devices: Devices
  /** A guest has no other way back in than another device. */
  guest: boolean
  /** Another device of this account is signed in. */
  hasOthers: boolean
  /** The list is not what it was. */
  onChanged(): void
}

export function DeviceRow({ device, devices, guest, hasOthers, onChanged }: DeviceRowProps) {
  const words = devicesWords()
  const [doing, setDoing] = useState<'nothing' | 'renaming' | 'removing'>('nothing')
  const name = device.name ?? words.unnamed
  const stop = () => setDoing('nothing')
  const isLast = device.current && guest && !hasOthers
  return (
    <li class="device">
      <div class="device-head">
        <div class="device-words">
          <strong class="device-name">
            <bdi>{name}</bdi>
          </strong>
          <span class="hint small device-facts">
            {device.current ? <span class="device-badge">{words.thisOne}</span> : null}
            {!device.signedIn && (
              <span class="device-badge" data-out="true">
                {words.signedOut}
              </span>
            )}
            {!device.current && <span>{words.lastSeen(timeAgo(device.lastSeen, devices.now()))}</span>}
          </span>
        </div>
        <button
          type="button"
          class="icon-button"
          aria-label={words.rename(name)}
          aria-expanded={doing === 'renaming'}
          onClick={() => setDoing(doing === 'renaming' ? 'nothing' : 'renaming')}
        >
          <Icon node={Pencil} size={18} />
        </button>
        {!isLast && (
          <button
            type="button"
            class="icon-button"
            aria-label={words.remove(name)}
            aria-expanded={doing === 'removing'}
            onClick={() => setDoing(doing === 'removing' ? 'nothing' : 'removing')}
          >
            <Icon node={Trash} size={18} />
          </button>
        )}
      </div>
      {doing === 'renaming' && <Rename device={device} devices={devices} onDone={stop} onChanged={onChanged} />}
      {doing === 'removing' && (
        <Remove device={device} name={name} devices={devices} guest={guest} onDone={stop} onChanged={onChanged} />
      )}
    </li>
  )
}

type Part = Pick<DeviceRowProps, 'device' | 'devices' | 'onChanged'> & { onDone(): void }

function Rename({ device, devices, onDone, onChanged }: Part) {
  const words = devicesWords()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const [name, setName] = useState(device.name ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async () => {
    setBusy(true)
    const done = await devices.rename(device.id, name.trim() === '' ? null : name.trim())
    setBusy(false)
    if (done.kind === 'not-done') return setProblem(whyWords(done.why))
    onChanged()
    onDone()
  }
  return (
    <form
      class="device-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <label for={id}>{words.newName}</label>
      <input
        id={id}
        class="input"
        ref={field}
        maxLength={MOST_NAME_CHARS}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      {device.ownName !== null && <p class="hint small">{words.ownName(device.ownName)}</p>}
      {problem !== null && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="row-end">
        <button type="button" class="button" onClick={onDone}>
          {words.cancel}
        </button>
        <button type="submit" class="button primary" disabled={busy}>
          {words.save}
        </button>
      </div>
    </form>
  )
}

function Remove({ device, devices, name, guest, onDone, onChanged }: Part & { name: string; guest: boolean }) {
  const words = devicesWords()
  const toasts = useToasts()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const remove = async () => {
    setBusy(true)
    const done = await devices.remove(device.id)
    setBusy(false)
    if (done.kind === 'not-done' && done.why !== 'not-found') return setProblem(whyWords(done.why))
    if (done.kind === 'done' && done.value.wrong !== null) toasts.push({ kind: 'error', text: done.value.wrong })
    else toasts.push({ kind: 'success', text: words.removed(name) })
    onDone()
    onChanged()
  }
  const what = guest ? words.whatRemovingThisGuest : words.whatRemovingThis
  return (
    <section class="device-form" aria-label={words.askRemove(name)}>
      <p>
        <strong>{words.askRemove(name)}</strong> {device.current ? what : words.whatRemoving}
      </p>
      {problem !== null && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="row-end">
        <button type="button" class="button" disabled={busy} onClick={onDone}>
          {words.cancel}
        </button>
        <button type="button" class="button danger" disabled={busy} onClick={() => void remove()}>
          {busy ? words.removing : device.current ? words.removeAndSignOut : words.removeIt}
        </button>
      </div>
    </section>
  )
}
