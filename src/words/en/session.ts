/** Why signing in or out did not work, and what to do. */
import { inEnglish } from '../spoken'

export const sessionWords = inEnglish('session', {
  unreachable: 'The server could not be reached. Nothing was changed; try again when you are online.',
  wrongPassword: 'That e-mail address and password do not go together. Nothing was changed.',
  tooManyTries: 'Too many tries. Wait a minute, then try again.',
  serverTrouble: 'The server has a problem. Nothing was changed; try again in a minute.',
  refused: 'The server refused. Nothing was changed.',
})
