/** The code in the address that a QR leads to: #/join/XXXX-XXXX. Pure. */
import { JOIN_HASH } from '../../ui/hashes'

/** What stands after the screen's name, whatever it is; '' when nothing does. */
export function codeInHash(hash: string): string {
  if (!hash.startsWith(`${JOIN_HASH}/`)) return ''
  const rest = hash.slice(JOIN_HASH.length + 1)
  try {
    return decodeURIComponent(rest)
  } catch {
    return rest
  }
}
