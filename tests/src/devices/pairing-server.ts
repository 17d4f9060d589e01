/** The pairing of one account in memory, as the API answers; and a network that can lose calls, or only their answers. */
import { PROBLEM_PREFIX, type ProblemName } from '../../../core/wire/problem'
import { PROBLEMS } from '../../../core/wire/problem-list'

type Loss = 'call' | 'answer'

export interface PairingServer {
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** Of each call: method and path. */
  calls: string[]
  /** The next calls are lost, or only their answers are. */
  lose(...next: Loss[]): void
  /** What a call of this path is refused with, until it is taken back. */
  refuse(path: string, name: ProblemName | null): void
  /** How many codes were made. */
  made(): number
  /** Another device claims the code that is there. */
  claim(deviceName: string | null): void
  /** The other device collects its session. */
  collect(): void
  /** The first device says so. */
  decide(admit: boolean): void
  /** The secrets that were sent with claims. */
  secrets: Set<string>
}

interface Row {
  id: string
  state: 'open' | 'claimed' | 'admitted' | 'joined' | 'refused'
  deviceName: string | null
  expiresAt: number
}

const MINUTES_8 = 480_000

/** @param now the server's clock */
export function createPairingServer(now: () => number): PairingServer {
  let row: Row | null = null
  let made = 0
  const losses: Loss[] = []
  const refusals = new Map<string, ProblemName>()
  const calls: string[] = []
  const secrets = new Set<string>()

  const problem = (name: ProblemName) =>
    Response.json(
      { type: PROBLEM_PREFIX + name, title: '', status: PROBLEMS[name].status },
      { status: PROBLEMS[name].status },
    )
  const status = () => {
    const pairing = row !== null && row.expiresAt > now() ? row : null
    return Response.json({ pairing, serverTime: now() })
  }
  const decide = (admit: boolean) => {
    if (row?.state === 'claimed' || (row?.state === 'open' && !admit))
      row = { ...row, state: admit ? 'admitted' : 'refused' }
  }

  function claimed(secret: string, deviceName: string): Response {
    secrets.add(secret)
    if (row?.state === 'open') row = { ...row, state: 'claimed', deviceName }
    if (row?.state === 'refused') return problem('pairing-refused')
    if (row === null || secrets.size > 1) return problem('code-unknown')
    if (row.state === 'claimed') {
      return Response.json({ state: 'waiting', secret, expiresAt: row.expiresAt, serverTime: now() })
    }
    row = { ...row, state: 'joined' }
    return Response.json({ state: 'joined', account: { id: 'ada', email: 'ada@example.org', guest: false } })
  }

  function answer(call: string, body: Record<string, unknown>): Response {
    switch (call) {
      case 'POST /api/pairing': {
        made += 1
        const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`
        row = { id, state: 'open', deviceName: null, expiresAt: now() + MINUTES_8 }
        return Response.json({ id, code: `ABCD-000${made}`, expiresAt: row.expiresAt, serverTime: now() })
      }
      case 'POST /api/pairing/decision':
        if (row === null || row.id !== body.id) return problem('not-found')
        decide(body.admit === true)
        if ((row.state === 'refused') === body.admit) return problem('pairing-decided')
        return status()
      case 'POST /api/pairing/claim':
        return claimed(String(body.secret), String(body.deviceName))
      default:
        return status()
    }
  }

  return {
    calls,
    secrets,
    lose: (...next) => void losses.push(...next),
    refuse: (path, name) => void (name === null ? refusals.delete(path) : refusals.set(path, name)),
    made: () => made,
    claim(deviceName) {
      if (row !== null) row = { ...row, state: 'claimed', deviceName }
    },
    collect() {
      if (row !== null) row = { ...row, state: 'joined' }
    },
    decide,
    async fetch(path, init) {
      const call = `${init?.method ?? 'GET'} ${path}`
      calls.push(call)
      const loss = losses.shift()
      if (loss === 'call') throw new TypeError('lost')
      const refused = refusals.get(path)
      const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {}
      const came = refused === undefined ? answer(call, body) : problem(refused)
      if (loss === 'answer') throw new TypeError('lost')
      return came
    },
  }
}
