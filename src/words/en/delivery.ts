/** Why a save did not arrive. What the worker says of its tries, in English, is said again here by that very sentence. */
import {
  FOREIGN_ANSWER_WORDS,
  NO_ANSWER_WORDS,
  SERVER_TROUBLE_WORDS,
  TOO_MANY_WORDS,
} from '../../../core/delivery/outcome'
import { HOLD_WORDS } from '../../../core/delivery/schedule'
import { inEnglish } from '../spoken'

const inVain: Record<string, string> = {
  [NO_ANSWER_WORDS]: NO_ANSWER_WORDS,
  [FOREIGN_ANSWER_WORDS]: FOREIGN_ANSWER_WORDS,
  [SERVER_TROUBLE_WORDS]: SERVER_TROUBLE_WORDS,
  [TOO_MANY_WORDS]: TOO_MANY_WORDS,
  ...Object.fromEntries(Object.values(HOLD_WORDS).map((words) => [words, words])),
}

export const deliveryWords = inEnglish('delivery', {
  /** By what core/delivery says. */
  inVain,
  somethingBroke:
    'Something went wrong on this page. Your changes are kept on this device and will be sent again; reloading may help.',
  sessionUnclear:
    'The server does not know who you are right now. Your changes are kept on this device and will be sent again.',
  keepsRefusing: 'The server keeps refusing. Everything is kept on this device.',
  accountNotShown: 'That account is not the one shown on this device. Nothing was changed.',
})
