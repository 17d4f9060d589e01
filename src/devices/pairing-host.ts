/**
 * The first device's side of adding another: makes a code, watches who uses it, says yes or no. Any answer may be lost, so it asks
 * again until one comes. Before: ./devices. After: the screen of devices.
 */
import { pairingCodeSchema } from '../../core/wire/pairing-code'
import { type Pairing, pairingStatusSchema } from '../../core/wire/pairing-status'
import type { Env } from '../env'
import { again } from './again'
import { ask, mayPass, type Why } from './ask'

/** `silent`: the server does not answer now, and is asked again. Times are by the device's own clock. */
export type HostState =
  /** No code is shown. */
  | { kind: 'none'; why: Why | null }
  | { kind: 'making'; silent: boolean }
  | { kind: 'open'; code: string; endsAt: number; silent: boolean }
  | { kind: 'asking'; deviceName: string | null; endsAt: number; silent: boolean }
  | { kind: 'deciding'; deviceName: string | null; admit: boolean; silent: boolean }
  | { kind: 'admitted'; deviceName: string | null; silent: boolean }
  | { kind: 'joined'; deviceName: string | null }
  | { kind: 'refused'; deviceName: string | null }
  | { kind: 'over' }

export interface PairingHost {
  /** A new code; an older one works no more. */
  begin(): void
  /** Lets the device in that asks, or not. */
  decide(admit: boolean): void
  /** The code that is shown works no more. */
  withdraw(): void
  stop(): void
}

const LOOK_EVERY_MS = 2_000
const TRY_EVERY_MS = 3_000

/**
 * Begins with looking whether a device waits for a word that the page, before it was reloaded, had asked for.
 * @param signedIn makes sure that there is a session, as a guest's where nobody was anybody yet
 * @param heard called at each change
 */
export function createPairingHost(
  env: Env,
  signedIn: () => Promise<boolean>,
  heard: (state: HostState) => void,
): PairingHost {
  let state: HostState = { kind: 'none', why: null }
  let shown: { id: string; code: string | null } | null = null
  let wanted: 'code' | 'yes' | 'no' | null = null
  let stopped = false

  function say(next: HostState): void {
    if (stopped || JSON.stringify(next) === JSON.stringify(state)) return
    state = next
    heard(next)
  }
  const silent = (is: boolean) => {
    if ('silent' in state) say({ ...state, silent: is })
  }

  async function make(): Promise<number | null> {
    const made = (await signedIn())
      ? await ask(env, { method: 'POST', path: '/api/pairing', answer: pairingCodeSchema })
      : ({ kind: 'not-done', why: 'unreachable', afterMs: 0 } as const)
    if (wanted !== 'code') return 0
    if (made.kind === 'not-done') {
      // What may pass is tried again, but who asks for too much is told so.
      if (mayPass(made.why) && made.why !== 'too-many-requests') {
        silent(true)
        return Math.max(TRY_EVERY_MS, made.afterMs)
      }
      wanted = null
      say({ kind: 'none', why: made.why })
      return null
    }
    wanted = null
    const { id, code, expiresAt, serverTime } = made.value
    shown = { id, code }
    say({ kind: 'open', code, endsAt: env.now() + expiresAt - serverTime, silent: false })
    return LOOK_EVERY_MS
  }

  async function look(): Promise<number | null> {
    const asked = await ask(env, { path: '/api/pairing', answer: pairingStatusSchema })
    if (wanted !== null) return 0
    if (asked.kind === 'not-done') return missed(asked.why, asked.afterMs)
    const { pairing, serverTime } = asked.value
    return show(pairing, serverTime)
  }

  async function tell(): Promise<number | null> {
    const admit = wanted === 'yes'
    const id = shown?.id
    const asked = await ask(env, {
      ...{ method: 'POST', path: '/api/pairing/decision', body: { id, admit } },
      answer: pairingStatusSchema,
    })
    if (asked.kind === 'not-done' && mayPass(asked.why)) {
      silent(true)
      return Math.max(TRY_EVERY_MS, asked.afterMs)
    }
    wanted = null
    // Decided elsewhere, or over: what holds is looked up.
    if (asked.kind === 'not-done') return asked.why === 'unauthenticated' ? missed(asked.why, 0) : 0
    return show(asked.value.pairing, asked.value.serverTime)
  }

  function missed(why: Why, afterMs: number): number | null {
    if (mayPass(why)) {
      silent(true)
      return Math.max(TRY_EVERY_MS, afterMs)
    }
    say({ kind: 'none', why: state.kind === 'none' && shown === null ? null : why })
    return null
  }

  /** @returns ms until the next look; null: nothing follows by itself */
  function show(pairing: Pairing | null, serverTime: number): number | null {
    const isOther = pairing !== null && shown !== null && pairing.id !== shown.id
    // Nobody reads a code aloud that is not shown.
    const isUnknown = pairing !== null && pairing.state === 'open' && (shown === null || isOther)
    if (pairing === null || isUnknown) {
      say(shown === null ? { kind: 'none', why: null } : { kind: 'over' })
      return null
    }
    if (shown === null && (pairing.state === 'joined' || pairing.state === 'refused')) return null
    shown = { id: pairing.id, code: isOther ? null : (shown?.code ?? null) }
    const { deviceName } = pairing
    const endsAt = env.now() + pairing.expiresAt - serverTime
    switch (pairing.state) {
      case 'open':
        if (shown.code !== null) say({ kind: 'open', code: shown.code, endsAt: steady(endsAt), silent: false })
        return LOOK_EVERY_MS
      case 'claimed':
        say({ kind: 'asking', deviceName, endsAt: steady(endsAt), silent: false })
        return LOOK_EVERY_MS
      case 'admitted':
        say({ kind: 'admitted', deviceName, silent: false })
        return LOOK_EVERY_MS
      case 'joined':
        say({ kind: 'joined', deviceName })
        return null
      case 'refused':
        say({ kind: 'refused', deviceName })
        return null
    }
  }

  /** What is left does not jump about with the time that answers take. */
  function steady(endsAt: number): number {
    const before = 'endsAt' in state ? state.endsAt : 0
    return Math.abs(before - endsAt) < 2 * LOOK_EVERY_MS ? before : endsAt
  }

  const work = () => {
    if (wanted === 'code') return make()
    return wanted === null ? look() : tell()
  }
  let loop = again(env, work)
  function go(next: 'code' | 'yes' | 'no'): void {
    wanted = next
    loop.stop()
    loop = again(env, work)
  }

  return {
    begin() {
      say({ kind: 'making', silent: false })
      go('code')
    },
    decide(admit) {
      if (state.kind !== 'asking') return
      say({ kind: 'deciding', deviceName: state.deviceName, admit, silent: false })
      go(admit ? 'yes' : 'no')
    },
    withdraw() {
      const known = shown
      shown = null
      wanted = null
      loop.stop()
      say({ kind: 'none', why: null })
      if (known === null) return
      // Where that does not arrive, the code ends by itself in some minutes.
      void ask(env, {
        ...{ method: 'POST', path: '/api/pairing/decision', body: { id: known.id, admit: false } },
        answer: pairingStatusSchema,
      })
    },
    stop() {
      stopped = true
      loop.stop()
    },
  }
}
