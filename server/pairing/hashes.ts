/** What the database keeps of codes and secrets of pairings: keyed hashes, so that a copy of it lets nobody join. Used by ./pairings. */
import { createHmac } from 'node:crypto'

export interface PairingHashes {
  code(code: string): string
  secret(secret: string): string
}

/** @param secret AUTH_SECRET: without a key, the 2^40 codes are tried out in minutes */
export function createPairingHashes(secret: string): PairingHashes {
  const hash = (kind: string, text: string) =>
    createHmac('sha256', secret).update(`${kind} ${text}`).digest('base64url')
  return {
    code: (code) => hash('pairing code', code),
    secret: (claim) => hash('pairing claim', claim),
  }
}
