/**
 * Leaving an account on this device. Where something has not reached the server it asks first: whoever comes next must not
 * find it, and it must not be lost. The call is Services.account; this only asks and says.
 */
import { useState } from 'preact/hooks'
import { useServices } from './services'
import { changes } from './sync-words'
import { useStore } from './use-store'

export function SignOut({ onDone }: { onDone(): void }) {
  const { account, sync, syncNow } = useServices()
  const pending = useStore(sync, (state) => state.pendingChanges)
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState<'sending' | 'leaving' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const leave = async () => {
    setBusy('leaving')
    const wrong = await account.signOut()
    setBusy(null)
    setProblem(wrong)
    if (wrong === null) onDone()
  }
  const sendFirst = async () => {
    setBusy('sending')
    setProblem(null)
    await syncNow()
    setBusy(null)
    if (sync.getState().pendingChanges === 0) await leave()
    else setProblem('That could not be sent now. It is kept on this device; try again in a moment.')
  }

  const it = pending === 1 ? 'it' : 'them'
  const words = busy === 'leaving' ? 'Signing out…' : 'Sign out'
  return (
    <>
      {problem !== null && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      {asking && pending > 0 ? (
        <section class="left-behind" aria-label="Not everything is sent">
          <p>
            <strong>{changes(pending)}</strong> {pending === 1 ? 'has' : 'have'} not reached the server. If you sign out
            now, {pending === 1 ? 'it stays' : 'they stay'} on this device, shown to nobody, and{' '}
            {pending === 1 ? 'is' : 'are'} sent when you sign in here again.
          </p>
          <div class="row-end">
            <button type="button" class="button" disabled={busy !== null} onClick={() => setAsking(false)}>
              Stay signed in
            </button>
            <button type="button" class="button" disabled={busy !== null} onClick={() => void leave()}>
              {busy === 'leaving' ? words : `Sign out, keep ${it} here`}
            </button>
            <button type="button" class="button primary" disabled={busy !== null} onClick={() => void sendFirst()}>
              {busy === 'sending' ? 'Sending…' : `Send ${it}, then sign out`}
            </button>
          </div>
        </section>
      ) : (
        <div class="row-end">
          <button
            type="button"
            class="button"
            disabled={busy !== null}
            onClick={() => {
              if (pending > 0) setAsking(true)
              else void leave()
            }}
          >
            {words}
          </button>
        </div>
      )}
    </>
  )
}
