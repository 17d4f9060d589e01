/** A form for an e-mail address and a password. What it is for, and what is done with them, comes from outside. */
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { accountWords } from '../words/en/account'

/** Shorter ones the server refuses; said here before it has to. */
const LEAST_PASSWORD_CHARS = 8

interface CredentialsProps {
  /** Of the button. */
  label: string
  /** A new password is chosen, not an old one given. */
  isNew?: boolean
  email?: string
  /** Resolves to null, or to a sentence that says what went wrong. */
  send(email: string, password: string): Promise<string | null>
  onDone(email: string): void
  children: ComponentChildren
}

export function Credentials({ label, isNew = false, email: known = '', send, onDone, children }: CredentialsProps) {
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const id = useId()
  const words = accountWords()
  return (
    <form
      class="form"
      onSubmit={async (event) => {
        event.preventDefault()
        setBusy(true)
        const wrong = await send(email.trim(), password)
        setBusy(false)
        setProblem(wrong)
        if (wrong === null) onDone(email.trim())
      }}
    >
      <p class="hint">{children}</p>
      <label for={`${id}-email`}>{words.email}</label>
      <input
        id={`${id}-email`}
        class="input"
        type="email"
        autocomplete="username"
        required
        value={email}
        onInput={(event) => setEmail(event.currentTarget.value)}
      />
      <label for={`${id}-password`}>{words.password}</label>
      <input
        id={`${id}-password`}
        class="input"
        type="password"
        autocomplete={isNew ? 'new-password' : 'current-password'}
        required
        minLength={isNew ? LEAST_PASSWORD_CHARS : undefined}
        value={password}
        onInput={(event) => setPassword(event.currentTarget.value)}
      />
      {isNew && <p class="hint small">{words.leastPassword(LEAST_PASSWORD_CHARS)}</p>}
      {problem !== null && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="row-end">
        <button type="submit" class="button primary" disabled={busy}>
          {busy ? words.moment : label}
        </button>
      </div>
    </form>
  )
}
