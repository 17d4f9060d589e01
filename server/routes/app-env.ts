/** What Hono's context holds in this server. */
import type { HttpBindings } from '@hono/node-server'

export interface AppEnv {
  /** Node's own request and response; not there in tests that call the app without a socket. */
  Bindings: Partial<HttpBindings>
  Variables: {
    requestId: string
    /** When its head was here: ms since 1970. */
    arrivedAt: number
    /** Where the request comes from (auth/client-address); of /api/auth, /api/account and /api/pairing only. */
    clientAddress: string
  }
}
