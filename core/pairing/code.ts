/**
 * The code by which a second device joins: made by the server, read aloud, typed or scanned by people. Crockford's base 32:
 * no I, L, O and U, so that what looks alike is the same. Pure. Before: server/pairing makes one. After: the page shows and reads it.
 */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const CODE_CHARS = 8
const HALF = CODE_CHARS / 2
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

/** @param random CODE_CHARS random bytes. @returns the code without its dash */
export function codeOf(random: Uint8Array): string {
  if (random.length !== CODE_CHARS) throw new Error('a code takes one random byte a character')
  // 256 is a multiple of 32, so none is likelier than another.
  return Array.from(random, (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

/** As people see it: XXXX-XXXX. */
export const writtenCode = (code: string): string => `${code.slice(0, HALF)}-${code.slice(HALF)}`

/** What somebody typed, in any case, with or without dash and spaces, as the server made it; null: no code looks like that. */
export function readCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replace(/[\s\-‐‑–—]/g, '')
    .replace(/[OIL]/g, (like) => LOOK_ALIKES[like] ?? like)
  return code.length === CODE_CHARS && [...code].every((char) => ALPHABET.includes(char)) ? code : null
}
