/**
 * Leaving an account on this device. Where something has not reached the server it asks first: whoever comes next must not
 * find it, and it must not be lost. The call is Services.account; this only asks and says.
 */
import { useState } from 'preact/hooks'
import { accountWords } from '../words/en/account'
import { useServices } from './services'
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
    else setProblem(accountWords().notSentNow)
  }

  const words = accountWords()
  return (
    <>
      {problem !== null && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      {asking && pending > 0 ? (
        <section class="left-behind" aria-label={words.notAllSent}>
          <p>
            <strong>{words.changes(pending)}</strong>
            {words.whatStays(pending)}
          </p>
          <div class="row-end">
            <button type="button" class="button" disabled={busy !== null} onClick={() => setAsking(false)}>
              {words.staySignedIn}
            </button>
            <button type="button" class="button" disabled={busy !== null} onClick={() => void leave()}>
              {busy === 'leaving' ? words.signingOut : words.signOutKeep(pending)}
            </button>
            <button type="button" class="button primary" disabled={busy !== null} onClick={() => void sendFirst()}>
              {busy === 'sending' ? words.sending : words.sendThenSignOut(pending)}
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
            {busy === 'leaving' ? words.signingOut : words.signOut}
          </button>
        </div>
      )}
    </>
  )
}
