/** How joining goes on, once the code was sent. Before: ../../devices/join. */
import CircleCheck from 'lucide/dist/esm/icons/circle-check.mjs'
import MonitorSmartphone from 'lucide/dist/esm/icons/monitor-smartphone.mjs'
import type { Why } from '../../devices/ask'
import type { JoinState } from '../../devices/join'
import { Icon } from '../../ui/icon'
import { LeftBehind } from '../../ui/left-behind'
import { useServices } from '../../ui/services'
import { joiningWords } from '../../words/en/joining'

interface JoinProgressProps {
  state: JoinState
  /** Back to the form. */
  onCancel(): void
}

export function JoinProgress({ state, onCancel }: JoinProgressProps) {
  const words = joiningWords()
  const { deviceName } = useServices()
  if (state.kind === 'joined') {
    return (
      <div class="join-progress">
        <Icon node={CircleCheck} size={40} />
        <h2>{words.joined}</h2>
        <p role="status">{state.email === null ? words.joinedGuest : words.joinedAccount(state.email)}</p>
        <LeftBehind />
        <a class="button primary" href="#/">
          {words.toDashboard}
        </a>
      </div>
    )
  }
  if (state.kind === 'failed') {
    return (
      <div class="join-progress">
        <h2>{words.title}</h2>
        <p class="field-problem" role="alert">
          {failureWords(state.why)}
        </p>
        <button type="button" class="button" onClick={onCancel}>
          {words.again}
        </button>
      </div>
    )
  }
  return (
    <div class="join-progress" role="status">
      <span class="join-icon">
        <Icon node={MonitorSmartphone} size={40} />
      </span>
      <h2>{state.kind === 'waiting' ? words.confirm : words.sending}</h2>
      {state.kind === 'waiting' && <p class="hint">{words.confirmHow(deviceName)}</p>}
      {state.silent && <p class="join-silent">{words.silent}</p>}
      <button type="button" class="button" onClick={onCancel}>
        {words.cancel}
      </button>
    </div>
  )
}

function failureWords(why: Why): string {
  const words = joiningWords()
  switch (why) {
    case 'code-unknown':
      return words.unknown
    case 'code-expired':
      return words.expired
    case 'code-used':
      return words.used
    case 'pairing-refused':
      return words.refused
    case 'too-many-requests':
      return words.tooOften
    default:
      return words.failed
  }
}
