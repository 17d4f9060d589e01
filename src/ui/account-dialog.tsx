/**
 * Who one is here: a guest who can add a way to sign in, or an account. The calls are Services.account; this only asks and says.
 * A guest who has signed in is asked on by ./left-behind-question.
 */
import { useRef, useState } from 'preact/hooks'
import { accountWords } from '../words/en/account'
import { Credentials } from './credentials'
import { DeviceLinks } from './device-links'
import { Dialog } from './dialog'
import { LeftBehind } from './left-behind'
import { LeftBehindQuestion, type LeftNow } from './left-behind-question'
import { useServices } from './services'
import { SignOut } from './sign-out'
import { useToasts } from './toasts'
import { useStore } from './use-store'

type Way = 'create' | 'sign-in'

interface GuestProps {
  onDone(): void
  /** Signed in, and what was made here as a guest is not in that account. */
  onLeft(left: LeftNow): void
}

function Guest({ onDone, onLeft }: GuestProps) {
  const { account, sync, leftBehind } = useServices()
  const words = accountWords()
  const toasts = useToasts()
  const hold = useStore(sync, (state) => state.hold)
  const [way, setWay] = useState<Way>(hold === 'sign-in' ? 'sign-in' : 'create')
  const left = useRef<Omit<LeftNow, 'email'> | null>(null)
  const say = (text: string) => toasts.push({ kind: 'success', text })
  const signIn = async (email: string, password: string) => {
    const guest = account.current().account
    const wrong = await account.signIn(email, password)
    const found = wrong === null ? await leftBehind.list().catch(() => []) : []
    left.current = found.find((one) => one.account === guest && one.count > 0) ?? null
    return wrong
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label={words.account}>
        {(['create', 'sign-in'] as const).map((one) => (
          <button
            type="button"
            role="tab"
            key={one}
            class="tab"
            aria-selected={way === one}
            onClick={() => setWay(one)}
          >
            {one === 'create' ? words.createTab : words.signIn}
          </button>
        ))}
      </div>
      {way === 'create' ? (
        <Credentials
          key="create"
          isNew
          label={words.create}
          send={account.addCredentials}
          onDone={(email) => {
            say(words.created(email))
            onDone()
          }}
        >
          {words.aboutCreating}
        </Credentials>
      ) : (
        <Credentials
          key="sign-in"
          label={words.signIn}
          send={signIn}
          onDone={(email) => {
            say(words.signedIn(email))
            if (left.current === null) onDone()
            else onLeft({ ...left.current, email })
          }}
        >
          {words.aboutSigningIn}
        </Credentials>
      )}
      <LeftBehind />
    </>
  )
}

function SignedIn({ email, onDone }: { email: string; onDone(): void }) {
  const { account, sync } = useServices()
  const words = accountWords()
  const toasts = useToasts()
  const hold = useStore(sync, (state) => state.hold)
  if (hold === 'sign-in') {
    return (
      <Credentials
        label={words.signIn}
        email={email}
        send={account.signIn}
        onDone={() => {
          toasts.push({ kind: 'success', text: words.signedIn(email) })
          onDone()
        }}
      >
        {words.sessionEnded}
      </Credentials>
    )
  }
  const [before, after] = words.signedInAround
  return (
    <div class="form">
      <p>
        {before}
        <strong>{email}</strong>
        {after}
      </p>
      <p class="hint">{words.afterSigningOut}</p>
      <LeftBehind />
      <SignOut onDone={onDone} />
    </div>
  )
}

export function AccountDialog({ onClose }: { onClose(): void }) {
  const { account } = useServices()
  const { email } = account.current()
  const [left, setLeft] = useState<LeftNow | null>(null)
  if (left !== null) return <LeftBehindQuestion {...left} onClose={onClose} />
  return (
    <Dialog title={accountWords().account} onClose={onClose}>
      {email === null ? <Guest onDone={onClose} onLeft={setLeft} /> : <SignedIn email={email} onDone={onClose} />}
      <DeviceLinks joins={email === null} onOpen={onClose} />
    </Dialog>
  )
}
