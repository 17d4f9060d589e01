/** Ends an HTTP server: no new connections, what runs is finished, idle connections are closed, and after a while all of them. */
import type { Server } from 'node:http'

/** What has not finished after this long is cut off: the client sends it again. */
const GRACE_MS = 4_000

/** Resolves when every connection is closed. Streams must be ended by the caller first. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    // A connection that is idle only after its last answer is closed by Node itself, once the server closes.
    server.closeIdleConnections()
  })
}
