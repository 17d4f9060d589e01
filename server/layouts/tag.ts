/** Makes the random tag of a revision. The only randomness of a save. */
import { randomInt } from 'node:crypto'

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz'
const LENGTH = 8

/** Eight of 0-9a-z: two histories of one account do not meet on the same one (S14). */
export function randomTag(): string {
  let tag = ''
  for (let i = 0; i < LENGTH; i++) tag += LETTERS.charAt(randomInt(LETTERS.length))
  return tag
}
