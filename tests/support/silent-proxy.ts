/** A TCP proxy in front of a database that can fall silent without closing anything, as a dead line does. */
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'

/** `answers-lost`: what is asked arrives, and nothing comes back. */
export type Line = 'up' | 'silent' | 'answers-lost'

export interface SilentProxy {
  /** `url` by way of this proxy. */
  url: string
  /** Of all connections from now on. What was swallowed stays lost, also when the line is up again. */
  line: Line
  close(): Promise<void>
}

export async function openSilentProxy(url: string): Promise<SilentProxy> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = dial(Number(port), hostname)
    // A connection that has lost a byte is dead for ever.
    let deaf = false
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('data', (chunk) => {
        const arrives = proxy.line === 'up' || (proxy.line === 'answers-lost' && socket === near)
        if (!arrives) deaf = true
        if (arrives && !(deaf && socket === far)) other.write(chunk)
      })
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const through = new URL(url)
  through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const proxy: SilentProxy = {
    url: through.href,
    line: 'up',
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
  return proxy
}
