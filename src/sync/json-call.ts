/** One call of the API with JSON on both sides, for what is no save and no pull of the layout. Knows no calls. */
import type { Env } from '../env'

export interface JsonCall {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** A POST when there is one and no method is given. */
  body?: unknown
  /** How long the answer may take, ms. */
  withinMs: number
}

export interface JsonAnswer {
  status: number
  /** {} where the answer is null. */
  body: Record<string, unknown>
  retryAfter: string | null
}

/** null: no answer, or one that is no JSON, such as a portal's page. Never rejects. */
export async function jsonCall(
  env: Pick<Env, 'fetch' | 'after'>,
  path: string,
  { body, method = body === undefined ? 'GET' : 'POST', withinMs }: JsonCall,
): Promise<JsonAnswer | null> {
  const abort = new AbortController()
  const stop = env.after(withinMs, () => abort.abort())
  try {
    const response = await env.fetch(path, {
      signal: abort.signal,
      method,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    return {
      status: response.status,
      body: (answer ?? {}) as Record<string, unknown>,
      retryAfter: response.headers.get('retry-after'),
    }
  } catch {
    return null
  } finally {
    stop()
  }
}
