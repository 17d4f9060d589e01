/** Ends an HTTP server: no new connections, what runs is finished, idle connections are closed, and after a while all of them. */
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/** What has not finished after this long is cut off: the client sends it again. */
const GRACE_MS = 4_000
const IDLE_EVERY_MS = 20

/**
 * Call before the server listens. What it gives ends the server, and resolves when every connection is closed. Streams must
 * be ended by the caller first.
 */
export function closerOf(server: Server): () => Promise<void> {
  // Browsers open connections ahead of need. To Node one without a request is not idle, and it would be waited for.
  const unused = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  server.on('request', ({ socket }: IncomingMessage) => unused.delete(socket))

  return () =>
    new Promise((resolve) => {
      const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS)
      // Again and again: one that is busy now is idle after its answer, and its client may keep it for long.
      const idle = setInterval(() => server.closeIdleConnections(), IDLE_EVERY_MS)
      server.close(() => {
        clearTimeout(cut)
        clearInterval(idle)
        resolve()
      })
      for (const socket of unused) socket.destroy()
    })
}
