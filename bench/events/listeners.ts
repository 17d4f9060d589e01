/** Many event streams over raw sockets, each knowing when it heard of which revision. Knows no layouts. Used by ../events. */
import { connect, type Socket } from 'node:net'
import type { CrowdDevice } from './crowd'

export interface Listener {
  device: CrowdDevice
  /** The newest revision that it has heard of; -1: none yet. */
  revision: number
  /** Called with each revision, and when (performance.now). */
  hears: ((revision: number, at: number) => void) | null
  /** Bytes that came, heartbeats and all. */
  bytes: number
  socket: Socket
}

/** Opens a stream and resolves when it has said where the account stands. Rejects when it is refused. */
export function listen(port: number, device: CrowdDevice): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const listener: Listener = { device, revision: -1, hears: null, bytes: 0, socket }
    let head = true
    socket.on('data', (chunk: Buffer) => {
      const at = performance.now()
      listener.bytes += chunk.length
      const text = chunk.toString('latin1')
      if (head && !text.startsWith('HTTP/1.1 200')) {
        reject(new Error(`a stream was refused: ${text.slice(0, 300)}`))
        socket.destroy()
      }
      head = false
      for (const [, found] of text.matchAll(/"revision":(\d+)/g)) {
        const opened = listener.revision < 0
        listener.revision = Number(found)
        listener.hears?.(listener.revision, at)
        if (opened) resolve(listener)
      }
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('a stream was closed')))
    socket.write(
      `GET /api/events HTTP/1.1\r\nHost: localhost:${port}\r\nCookie: ${device.cookie}\r\nAccept: text/event-stream\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\nAccept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nSec-Fetch-Dest: empty\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Site: same-origin\r\nCache-Control: no-cache\r\n\r\n`,
    )
  })
}
