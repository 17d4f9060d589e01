/** Who one is here: a guest who can add a way to sign in, or an account. The calls are Services.account; this only asks and says. */
import { useState } from 'preact/hooks'
import { Credentials } from './credentials'
import { Dialog } from './dialog'
import { LeftBehind } from './left-behind'
import { useServices } from './services'
import { SignOut } from './sign-out'
import { useToasts } from './toasts'
import { useStore } from './use-store'

type Way = 'create' | 'sign-in'

function Guest({ onDone }: { onDone(): void }) {
  const { account, sync } = useServices()
  const toasts = useToasts()
  const hold = useStore(sync, (state) => state.hold)
  const [way, setWay] = useState<Way>(hold === 'sign-in' ? 'sign-in' : 'create')
  const done = (text: string) => {
    toasts.push({ kind: 'success', text })
    onDone()
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label="Account">
        {(['create', 'sign-in'] as const).map((one) => (
          <button
            type="button"
            role="tab"
            key={one}
            class="tab"
            aria-selected={way === one}
            onClick={() => setWay(one)}
          >
            {one === 'create' ? 'Create an account' : 'Sign in'}
          </button>
        ))}
      </div>
      {way === 'create' ? (
        <Credentials
          key="create"
          isNew
          label="Create account"
          send={account.addCredentials}
          onDone={(email) => done(`Account created. Sign in as ${email} on your other devices.`)}
        >
          You use Holdfast as a guest. Add an e-mail address and a password, and you can open this dashboard on your
          other devices. Everything stays as it is.
        </Credentials>
      ) : (
        <Credentials
          key="sign-in"
          label="Sign in"
          send={account.signIn}
          onDone={(email) => done(`Signed in as ${email}.`)}
        >
          Signing in shows that account’s dashboard. What you made here as a guest stays on this device, until you add
          it to that dashboard, export it or discard it.
        </Credentials>
      )}
      <LeftBehind />
    </>
  )
}

function SignedIn({ email, onDone }: { email: string; onDone(): void }) {
  const { account, sync } = useServices()
  const toasts = useToasts()
  const hold = useStore(sync, (state) => state.hold)
  if (hold === 'sign-in') {
    return (
      <Credentials
        label="Sign in"
        email={email}
        send={account.signIn}
        onDone={() => {
          toasts.push({ kind: 'success', text: `Signed in as ${email}.` })
          onDone()
        }}
      >
        Your session has ended. Everything you did since is kept on this device; sign in again and it is sent.
      </Credentials>
    )
  }
  return (
    <div class="form">
      <p>
        Signed in as <strong>{email}</strong>.
      </p>
      <p class="hint">After signing out, your dashboard stays on the server.</p>
      <LeftBehind />
      <SignOut onDone={onDone} />
    </div>
  )
}

export function AccountDialog({ onClose }: { onClose(): void }) {
  const { account } = useServices()
  const { email } = account.current()
  return (
    <Dialog title="Account" onClose={onClose}>
      {email === null ? <Guest onDone={onClose} /> : <SignedIn email={email} onDone={onClose} />}
    </Dialog>
  )
}
