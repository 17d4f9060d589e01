/** Sends now, or says why not. */
import { useToasts } from '../../ui/toasts'
import { inspectorWords } from '../../words/en/inspector'
import type { Opened } from './use-look'

export function SendNow({ inspector, disabled = false }: Pick<Opened, 'inspector'> & { disabled?: boolean }) {
  const toasts = useToasts()
  const send = async () => {
    const problem = await inspector.sendNow()
    if (problem !== null) toasts.push({ kind: 'error', key: 'send-now', text: problem })
  }
  return (
    <button type="button" class="button" disabled={disabled} onClick={() => void send()}>
      {inspectorWords().sendNow}
    </button>
  )
}
