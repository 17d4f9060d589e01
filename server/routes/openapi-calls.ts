/** Every call of this server: what it does, takes and answers, and which problems it may meet. Before: the routes. After: ./openapi makes the document. */
import type { ProblemName } from '../../core/wire/problem'

export type JsonSchema = Record<string, unknown>
export interface Call {
  summary: string
  /** In the query. */
  query?: Record<string, string>
  body?: JsonSchema
  answer: { type: string; schema: JsonSchema }
  problems: ProblemName[]
}

export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: JsonSchema) => ({ type: 'application/json', schema })
const object = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
})
export const text: JsonSchema = { type: 'string' }
const status = (value: string) => json(object({ status: { const: value } }))
/** better-auth's own answers: what clients may rely on is the user's id and the cookie. */
const signedIn = json(object({ user: object({ id: text }) }))
const BODY: ProblemName[] = ['not-json', 'unsupported-media-type', 'too-large', 'limit-broken', 'cross-origin']
/** Of a restore and an import. */
const REPLACING: ProblemName[] = [
  ...BODY,
  'unauthenticated',
  'wrong-account',
  'base-unknown',
  'schema-newer',
  'too-many-requests',
]
/** Of what is read: what `account` in the query stands for. */
const MEANT = 'Whose is meant; 403 where somebody else is signed in. Absent: that of whoever is'
const AUTH: ProblemName[] = ['bad-request', 'too-many-requests', 'cross-origin', 'too-large']

/** By path and method, as the routes name them. */
export const CALLS: Record<string, Record<string, Call>> = {
  '/api/layout': {
    post: {
      summary: 'Save edits',
      body: ref('Save'),
      answer: json(ref('SaveAnswer')),
      problems: [...BODY, 'unauthenticated', 'wrong-account', 'base-unknown', 'schema-newer', 'too-many-requests'],
    },
    get: {
      summary: 'What changed after a revision',
      query: {
        since: 'The revision that the device holds; 0 or absent: everything',
        tag: 'Its tag',
        writers: 'W.N,W.N: answers lastN of each writer and the conflicts of its edits after N',
        account: MEANT,
        device: 'Who looks, so that it is among the devices of the account',
        deviceName: 'What it calls itself',
      },
      answer: json(ref('PullAnswer')),
      problems: ['unauthenticated', 'wrong-account', 'bad-request', 'base-unknown'],
    },
  },
  '/api/layout/versions': {
    get: {
      summary: 'History, newest first, in words; versions that were thinned out are left out',
      query: {
        before: 'Only revisions lower than this; absent: from the newest',
        limit: 'At most this many, 1 to 200',
        account: MEANT,
      },
      answer: json(ref('VersionList')),
      problems: ['unauthenticated', 'wrong-account', 'bad-request'],
    },
  },
  '/api/layout/versions/{revision}': {
    get: {
      summary: 'The whole layout as it was at a revision (0: empty)',
      query: { against: 'Another revision: how this one differs from it', account: MEANT },
      answer: json(ref('VersionView')),
      problems: ['unauthenticated', 'wrong-account', 'bad-request', 'not-found'],
    },
  },
  '/api/layout/versions/{revision}/restore': {
    post: {
      summary: 'Make the layout what it was at a revision (0: empty), as a new one that can be undone',
      body: ref('Restore'),
      answer: json(ref('SaveAnswer')),
      problems: [...REPLACING, 'not-found'],
    },
  },
  '/api/export': {
    get: {
      summary: 'The account as one file: its layout, revision and tag of one moment, and the names of its devices',
      answer: json(ref('Export')),
      problems: ['unauthenticated', 'too-many-requests'],
    },
  },
  '/api/import': {
    post: {
      summary: 'Take in a file that an export wrote, as one revision that can be undone; at most 16 MiB',
      query: {
        mode: "replace (or absent): the layout becomes the file's, ids and all; add: its widgets come beside what is there, under new ids",
      },
      body: ref('Import'),
      answer: json(ref('SaveAnswer')),
      problems: [...REPLACING, 'bad-request'],
    },
  },
  '/api/conflicts': {
    get: {
      summary: 'What lost in conflicts, newest first',
      query: {
        before: 'The `next` of the page before; absent: the newest',
        limit: 'At most this many, 1 to 200',
        account: MEANT,
      },
      answer: json(ref('ConflictList')),
      problems: ['unauthenticated', 'wrong-account', 'bad-request'],
    },
  },
  '/api/events': {
    get: {
      summary: 'Hints that there is another revision: server-sent events named revision, the current one first',
      query: { account: 'Whose; 403 where somebody else is signed in. Absent: those of whoever is' },
      answer: { type: 'text/event-stream', schema: ref('RevisionEvent') },
      problems: ['unauthenticated', 'wrong-account'],
    },
  },
  '/api/devices': {
    get: {
      summary: 'The devices of the account, the one that was heard of last first',
      answer: json(ref('DeviceList')),
      problems: ['unauthenticated'],
    },
  },
  '/api/devices/{device}': {
    patch: {
      summary: 'Name a device; null: its own name again',
      body: ref('DeviceChange'),
      answer: json(ref('Device')),
      problems: [...BODY, 'unauthenticated', 'not-found'],
    },
    delete: {
      summary: 'Remove a device and end its sessions, also where it is the one that asks',
      answer: json(ref('DeviceRemoved')),
      problems: ['unauthenticated', 'not-found', 'cross-origin'],
    },
  },
  '/api/account': {
    get: { summary: 'Who is signed in', answer: json(ref('Account')), problems: [] },
  },
  '/api/account/credentials': {
    post: {
      summary: 'Make a guest a full account; its id, layout and sessions stay',
      body: ref('Credentials'),
      answer: json(ref('Account')),
      problems: [...BODY, 'unauthenticated', 'bad-request', 'email-taken', 'too-many-requests'],
    },
  },
  '/api/pairing': {
    post: {
      summary: 'A code by which one other device can join; an older one of the account works no more',
      answer: json(ref('PairingCode')),
      problems: ['unauthenticated', 'too-many-requests', 'cross-origin'],
    },
    get: {
      summary: 'How the latest code of the account stands, and which device wants to join',
      answer: json(ref('PairingStatus')),
      problems: ['unauthenticated'],
    },
  },
  '/api/pairing/decision': {
    post: {
      summary: 'Let the device in that claimed the code, or refuse it; the same again is answered the same',
      body: ref('PairingDecision'),
      answer: json(ref('PairingStatus')),
      problems: [...BODY, 'unauthenticated', 'not-found', 'bad-request', 'pairing-decided'],
    },
  },
  '/api/pairing/claim': {
    post: {
      summary:
        'Ask to join by a code; the same again says how that stands, and sets the cookie of a new session once it was let in',
      body: ref('PairingClaim'),
      answer: json(ref('PairingClaimAnswer')),
      problems: [...BODY, 'too-many-requests', 'code-unknown', 'code-expired', 'code-used', 'pairing-refused'],
    },
  },
  '/api/auth/sign-in/anonymous': {
    post: {
      summary: 'Make a guest and sign it in; who is signed in already stays who they are',
      answer: json(object({ user: object({ id: text, email: { type: ['string', 'null'] } }) })),
      problems: AUTH,
    },
  },
  '/api/auth/sign-in/email': {
    post: {
      summary: 'Sign in',
      body: object({ email: text, password: text }),
      answer: signedIn,
      problems: [...AUTH, 'unauthenticated'],
    },
  },
  '/api/auth/sign-up/email': {
    post: {
      summary: 'Make a full account and sign it in',
      body: object({ name: text, email: text, password: text }),
      answer: signedIn,
      problems: [...AUTH, 'email-taken', 'limit-broken'],
    },
  },
  '/api/auth/sign-out': {
    post: { summary: 'End this session', answer: json(object({ success: { type: 'boolean' } })), problems: AUTH },
  },
  '/api/auth/change-password': {
    post: {
      summary: 'Change the password',
      body: object({ currentPassword: text, newPassword: text }),
      answer: signedIn,
      problems: [...AUTH, 'unauthenticated', 'limit-broken'],
    },
  },
  '/api/auth/get-session': {
    get: { summary: 'The session and its user, or null', answer: json({ type: ['object', 'null'] }), problems: [] },
  },
  '/api/openapi.json': {
    get: { summary: 'This document', answer: json({ type: 'object' }), problems: [] },
  },
  '/healthz': { get: { summary: 'The process lives', answer: status('alive'), problems: [] } },
  '/readyz': { get: { summary: 'It can serve', answer: status('ready'), problems: [] } },
}
