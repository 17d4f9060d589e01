/**
 * The page's port with every request, event stream and page event written down. Before: main lays it over the real one.
 * After: ./journal. Changes nothing of what passes through.
 */
import type { SaveBody } from '../../core/wire/save'
import { FAULTS_PATH, SAVE_PATH } from '../../core/wire/worker-message'
import type { Env } from '../env'
import type { PageJournal } from './journal'

/** The same port, watched. */
export function watchEnv(env: Env, journal: PageJournal): Env {
  return {
    ...env,
    async fetch(path, init) {
      const [address = path] = path.split('?')
      // The inspector's own questions would fill its timeline.
      if (address.startsWith(FAULTS_PATH)) return env.fetch(path, init)
      const method = init?.method ?? 'GET'
      const save = method === 'POST' && address === SAVE_PATH ? givenId(init) : null
      const text = typeof init?.body === 'string' ? init.body : ''
      const began = env.now()
      journal.note(
        'request',
        { method, path: address, ...(save === null ? {} : { bytes: text.length, edits: carried(text) }) },
        { save },
      )
      try {
        const response = await env.fetch(path, init)
        const { status, headers } = response
        journal.note('response', { method, path: address, status, ms: env.now() - began }, { save })
        // What passed the worker was noted there; this came from the server itself.
        if (save !== null && headers.get('x-request-id') === save) {
          journal.note('answer', { status }, { save, place: 'server' })
        }
        return response
      } catch (error) {
        journal.note('no-response', { method, path: address, ms: env.now() - began }, { save })
        throw error
      }
    },
    openEvents(path, onRevision, closed) {
      journal.note('stream-opened')
      const stream = env.openEvents(
        path,
        (data) => {
          journal.note(
            'hint',
            { revision: Number(/"revision":(\d+)/.exec(data)?.[1] ?? Number.NaN) },
            { place: 'server' },
          )
          onRevision(data)
        },
        () => {
          journal.note('stream-refused')
          closed()
        },
      )
      return {
        close() {
          journal.note('stream-closed')
          stream.close()
        },
      }
    },
  }
}

/** Notes the page's own comings and goings, once each whoever listens. */
export function watchPage(env: Pick<Env, 'on'>, journal: PageJournal): void {
  for (const event of ['online', 'offline', 'visible', 'hidden'] as const) env.on(event, () => journal.note(event))
}

/** Which edits a save carries: of each writer the first and the last number, `writer:3-7`. */
function carried(text: string): string {
  try {
    const { streams } = JSON.parse(text) as SaveBody
    return streams.map(({ writer, edits }) => `${writer}:${edits[0]?.n}-${edits.at(-1)?.n}`).join(' ')
  } catch {
    return ''
  }
}

function givenId(init: RequestInit | undefined): string | null {
  return new Headers(init?.headers).get('x-request-id')
}
