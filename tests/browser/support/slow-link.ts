/**
 * A phone's network, on the level of connections: a round trip before the first byte may pass, a way of half a round trip in
 * each direction, so many bytes a second, and packets that reset their connection. A browser is sent through it with `flag`, and sees the
 * address that it knows. Before: device. After: the gate, or a server.
 */

import type { AddressInfo } from 'node:net'
import { createConnection, createServer, type Socket } from 'node:net'

export interface LinkQuality {
  roundTripMs: number
  /** In each direction, of all connections together. */
  bytesPerSecond: number
  /** Share of packets, 0 to 1, that do not arrive and reset their connection. */
  resets: number
}

export interface SlowLink {
  /** Chromium's flag that leads everything for `port` on localhost through this link. */
  flag: string
  set(quality: LinkQuality): void
  /** Cuts every connection, and takes no new one. */
  down(): void
  up(): void
  /** What went through since the last call, in bytes, and how many connections were reset. */
  passed(): { up: number; down: number; resets: number }
  close(): Promise<void>
}

/** What passes one way: bytes leave one after the other, and arrive half a round trip later. */
interface Direction {
  freeAt: number
  passed: number
}

/** What fits into one packet of the internet. */
const PACKET_BYTES = 1_460

/** As long as nothing is set: as quick as the machine. */
const NO_LIMIT: LinkQuality = { roundTripMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY, resets: 0 }

/**
 * @param port of the gate on localhost
 * @param random from 0 up to 1, for the resets
 */
export async function openSlowLink(port: number, random: () => number = () => 0): Promise<SlowLink> {
  let quality = NO_LIMIT
  let isUp = true
  const sockets = new Set<Socket>()
  const up: Direction = { freeAt: 0, passed: 0 }
  const down: Direction = { freeAt: 0, passed: 0 }
  let resets = 0

  /** Whether all of its packets pass. */
  const passes = (bytes: number) => random() < (1 - quality.resets) ** Math.ceil(bytes / PACKET_BYTES)

  /** Hands on what `from` says, in order and as late as the link makes it. */
  function carry(from: Socket, to: Socket, direction: Direction, openAt: number, reset: () => void): void {
    from.on('data', (chunk) => {
      const { roundTripMs, bytesPerSecond } = quality
      direction.passed += chunk.length
      const leaves = Math.max(Date.now(), openAt, direction.freeAt)
      direction.freeAt = leaves + (chunk.length / bytesPerSecond) * 1000
      const arrive = passes(chunk.length) ? () => to.writable && to.write(chunk) : reset
      setTimeout(arrive, direction.freeAt + roundTripMs / 2 - Date.now())
    })
    from.on('close', () => setTimeout(() => to.destroy(), direction.freeAt + quality.roundTripMs / 2 - Date.now()))
    from.on('error', () => from.destroy())
  }

  const server = createServer((client) => {
    if (!isUp) return void client.resetAndDestroy()
    const upstream = createConnection(port, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.once('close', () => sockets.delete(socket))
    }
    // The client's first byte waits for the handshake that is over at once here.
    const openAt = Date.now() + quality.roundTripMs
    const reset = () => {
      if (client.destroyed) return
      resets += 1
      client.resetAndDestroy()
      upstream.destroy()
    }
    carry(client, upstream, up, openAt, reset)
    carry(upstream, client, down, openAt, reset)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port: own } = server.address() as AddressInfo

  return {
    flag: `--host-resolver-rules=MAP localhost:${port} 127.0.0.1:${own}`,
    set: (next) => {
      quality = next
    },
    down: () => {
      isUp = false
      for (const socket of sockets) socket.destroy()
    },
    up: () => {
      isUp = true
    },
    passed: () => {
      const counted = { up: up.passed, down: down.passed, resets }
      up.passed = 0
      down.passed = 0
      resets = 0
      return counted
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((done) => server.close(() => done()))
    },
  }
}
