/** Why something about devices could not be done, for a person. */
import type { Why } from '../../devices/ask'
import { devicesWords } from '../../words/en/devices'

export function whyWords(why: Why): string {
  const words = devicesWords()
  switch (why) {
    case 'unreachable':
    case 'unavailable':
      return words.unreachable
    case 'unauthenticated':
      return words.signIn
    case 'too-many-requests':
      return words.tooOften
    case 'not-found':
      return words.gone
    default:
      return words.failed
  }
}
