/** Adds a device: a code to scan or to type there, then the question whether it may join. Before: ../../devices/pairing-host. */
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import ShieldQuestion from 'lucide/dist/esm/icons/shield-question-mark.mjs'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Devices } from '../../devices/devices'
import type { HostState, PairingHost } from '../../devices/pairing-host'
import { Icon } from '../../ui/icon'
import { useToasts } from '../../ui/toasts'
import { nextFull, useNow } from '../../ui/use-now'
import { devicesWords } from '../../words/en/devices'
import { Qr } from './qr'
import { timeLeft } from './time-left'
import { whyWords } from './why-words'

interface AddDeviceProps {
  devices: Devices
  /** Another device has joined: there is one more to list. */
  onJoined(): void
}

export function AddDevice({ devices, onJoined }: AddDeviceProps) {
  const words = devicesWords()
  const [state, setState] = useState<HostState>({ kind: 'none', why: null })
  const host = useRef<PairingHost | null>(null)
  useEffect(() => {
    const made = devices.host((next) => {
      setState(next)
      if (next.kind === 'joined') onJoined()
    })
    host.current = made
    return () => made.stop()
  }, [devices])
  const begin = () => host.current?.begin()
  return (
    <section class="devices-card" aria-labelledby="add-device">
      <h3 id="add-device">{words.add}</h3>
      {state.kind === 'none' && (
        <>
          <p class="hint">{words.whatAdding}</p>
          {state.why !== null && (
            <p class="field-problem" role="alert">
              {whyWords(state.why)}
            </p>
          )}
          <button type="button" class="button primary devices-begin" onClick={begin}>
            <Icon node={Plus} size={18} />
            {words.add}
          </button>
        </>
      )}
      {state.kind === 'making' && <p role="status">{words.making}</p>}
      {state.kind === 'open' && <Code state={state} now={devices.now} onStop={() => host.current?.withdraw()} />}
      {(state.kind === 'asking' || state.kind === 'deciding') && (
        <Question state={state} decide={(admit) => host.current?.decide(admit)} />
      )}
      {state.kind === 'admitted' && <p role="status">{words.admitted(state.deviceName ?? words.nameless)}</p>}
      {(state.kind === 'joined' || state.kind === 'refused' || state.kind === 'over') && (
        <>
          <p role="status" class="devices-outcome">
            {state.kind === 'over' ? words.over : words[state.kind](state.deviceName ?? words.nameless)}
          </p>
          <button type="button" class="button devices-begin" onClick={begin}>
            {state.kind === 'joined' ? words.another : words.newCode}
          </button>
        </>
      )}
      {'silent' in state && state.silent && (
        <p class="devices-silent" role="status">
          {words.silent}
        </p>
      )}
    </section>
  )
}

interface CodeProps {
  state: Extract<HostState, { kind: 'open' }>
  now(): number
  onStop(): void
}

function Code({ state: { code, endsAt }, now, onStop }: CodeProps) {
  const words = devicesWords()
  const toasts = useToasts()
  useNow(nextFull(1_000))
  const at = now()
  const { origin, host } = window.location
  const link = `${origin}/#/join/${code}`
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => toasts.push({ kind: 'success', text: words.copied }),
      () => toasts.push({ kind: 'error', text: words.failed }),
    )
  return (
    <div class="pairing">
      <Qr text={link} label={words.picture} />
      <div class="pairing-words">
        <p>
          {words.howToScan} {words.howToType(host)}
        </p>
        <output class="pairing-code" dir="ltr" aria-label={words.code} data-testid="pairing-code">
          {code}
        </output>
        <p class="hint">{words.lasts(timeLeft(endsAt - at))}</p>
        <div class="pairing-actions">
          {'clipboard' in navigator && (
            <button type="button" class="button" onClick={() => void copy()}>
              {words.copy}
            </button>
          )}
          <button type="button" class="button quiet" onClick={onStop}>
            {words.stopCode}
          </button>
        </div>
      </div>
    </div>
  )
}

interface QuestionProps {
  state: Extract<HostState, { kind: 'asking' | 'deciding' }>
  decide(admit: boolean): void
}

function Question({ state, decide }: QuestionProps) {
  const words = devicesWords()
  const busy = state.kind === 'deciding'
  return (
    <div class="pairing-question" role="alertdialog" aria-labelledby="wants-to-join" aria-describedby="check-it">
      <p class="pairing-wants" id="wants-to-join">
        <Icon node={ShieldQuestion} size={24} />
        {words.wants(state.deviceName ?? words.nameless)}
      </p>
      <p class="hint" id="check-it">
        {words.check}
      </p>
      <div class="row-end">
        <button type="button" class="button" disabled={busy} onClick={() => decide(false)}>
          {busy && !state.admit ? words.refusing : words.refuse}
        </button>
        <button type="button" class="button primary" disabled={busy} onClick={() => decide(true)}>
          {busy && state.admit ? words.admitting : words.admit}
        </button>
      </div>
    </div>
  )
}
