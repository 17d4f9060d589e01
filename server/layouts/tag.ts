/** Makes the random tag of a revision. The only randomness of a save. */
import { randomFillSync } from 'node:crypto'

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz'
const LENGTH = 8
/** Bytes from here on would make some letters likelier than others. */
const FAIR_BELOW = 256 - (256 % LETTERS.length)

/** Random bytes are fetched many at a time: one at a time they would cost more than the rest of a save's decision. */
const bytes = new Uint8Array(4096)
let used = bytes.length

function randomByte(): number {
  if (used === bytes.length) {
    randomFillSync(bytes)
    used = 0
  }
  const byte = bytes[used] ?? 0
  used += 1
  return byte
}

/** Eight of 0-9a-z: two histories of one account do not meet on the same one (S14). */
export function randomTag(): string {
  let tag = ''
  while (tag.length < LENGTH) {
    const byte = randomByte()
    if (byte < FAIR_BELOW) tag += LETTERS.charAt(byte % LETTERS.length)
  }
  return tag
}
