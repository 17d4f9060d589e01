/**
 * Asks, right after a guest has signed in to an account, what becomes of the widgets made here before (D13). Before: the account
 * dialog. After: they are added; or they wait in ./left-behind, as they do where nobody answers.
 */
import { useState } from 'preact/hooks'
import { accountWords } from '../words/en/account'
import { Dialog } from './dialog'
import { sayLeftBehindFailed } from './left-behind-failed'
import { useServices } from './services'
import { useToasts } from './toasts'

/** What is asked about. */
export interface LeftNow {
  /** The guest's. */
  account: string
  /** Of widgets; never 0. */
  count: number
  /** Who has signed in. */
  email: string
}

export function LeftBehindQuestion({ account, count, email, onClose }: LeftNow & { onClose(): void }) {
  const { leftBehind } = useServices()
  const toasts = useToasts()
  const [busy, setBusy] = useState(false)
  const words = accountWords()
  const leave = () => {
    toasts.push({ kind: 'info', text: words.left(count) })
    onClose()
  }
  const add = async () => {
    setBusy(true)
    await leftBehind.add(account).then(
      () => toasts.push({ kind: 'success', text: words.added }),
      () => sayLeftBehindFailed(leftBehind, toasts, account),
    )
    onClose()
  }
  return (
    <Dialog title={words.whatBecomes(count)} onClose={onClose}>
      <p>{words.aboutLeaving(count)}</p>
      <div class="row-end">
        <button type="button" class="button" disabled={busy} onClick={leave}>
          {words.leave(count)}
        </button>
        <button type="button" class="button primary" disabled={busy} onClick={() => void add()}>
          {busy ? words.moment : words.addTo(count, email)}
        </button>
      </div>
    </Dialog>
  )
}
