/**
 * The second device's side of joining: claims a code with a secret of its own and asks until the first device has said yes or no.
 * The same call is repeated all along, so no lost answer matters. Before: ./devices. After: the screen of joining.
 */
import { pairingClaimAnswerSchema } from '../../core/wire/pairing-claim-answer'
import type { Env } from '../env'
import { again } from './again'
import { ask, mayPass, type Why } from './ask'

export type JoinState =
  /** `silent`: the server does not answer now, and is asked again. */
  | { kind: 'sending'; silent: boolean }
  | { kind: 'waiting'; silent: boolean }
  /** The dashboard is shown; `email` null: a guest's. */
  | { kind: 'joined'; email: string | null }
  | { kind: 'failed'; why: Why }

const ASK_EVERY_MS = 2_000
const TRY_EVERY_MS = 3_000

interface Parts {
  env: Env
  /** Shows the account whose cookie has come; false: the server could not be asked. */
  arrived(): Promise<boolean>
  /** Called at each change, at once with the first state. */
  heard(state: JoinState): void
}

/**
 * @param code as somebody typed it; the server says what is none
 * @returns stops asking; a claim that was made stays, until its time is over
 */
export function join({ env, arrived, heard }: Parts, code: string): () => void {
  const secret = `${env.uuid()}${env.uuid()}`
  let state: JoinState = { kind: 'sending', silent: false }
  let stopped = false
  let joined: { email: string | null } | null = null

  function say(next: JoinState): void {
    if (stopped || JSON.stringify(next) === JSON.stringify(state)) return
    state = next
    heard(next)
  }
  function silence(afterMs: number): number {
    if ('silent' in state) say({ ...state, silent: true })
    return Math.max(TRY_EVERY_MS, afterMs)
  }

  async function claim(): Promise<number | null> {
    if (joined !== null) return arrive(joined)
    const asked = await ask(env, {
      ...{ method: 'POST', path: '/api/pairing/claim', body: { code, secret, deviceName: env.deviceName } },
      answer: pairingClaimAnswerSchema,
    })
    if (stopped) return null
    if (asked.kind === 'not-done') {
      // Too many tries: of this person's, or of somebody else's.
      if (mayPass(asked.why) && (asked.why !== 'too-many-requests' || state.kind === 'waiting'))
        return silence(asked.afterMs)
      say({ kind: 'failed', why: asked.why })
      return null
    }
    if (asked.value.state === 'waiting') {
      say({ kind: 'waiting', silent: false })
      return ASK_EVERY_MS
    }
    joined = { email: asked.value.account.email }
    return arrive(joined)
  }

  async function arrive({ email }: { email: string | null }): Promise<number | null> {
    if (!(await arrived())) return silence(0)
    say({ kind: 'joined', email })
    return null
  }

  heard(state)
  const loop = again(env, claim)
  return () => {
    stopped = true
    loop.stop()
  }
}
