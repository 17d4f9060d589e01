/** What a choice in a widget's settings is called, where its value is seen alone: in ./side-value. Pure but for the language. */
import { clockWords } from '../../words/en/clock'
import { countdownWords } from '../../words/en/countdown'
import { linksWords } from '../../words/en/links'
import { numbersWords } from '../../words/en/numbers'
import { partsWords } from '../../words/en/parts'
import { sketchWords } from '../../words/en/sketch'
import { timerWords } from '../../words/en/timer'

/** Whose settings have the field; where two do, what they call their choices differs. */
const CHOICES: Readonly<Record<string, () => Readonly<Record<string, string>>>> = {
  'data/colour': () => partsWords().colours,
  'data/look': () => linksWords().looks,
  'data/hours': () => clockWords().hourChoices,
  'data/face': () => clockWords().faces,
  'data/mode': () => ({ ...timerWords().modes, ...countdownWords().modes }),
  'data/units': () => countdownWords().unitChoices,
  'data/paper': () => sketchWords().papers,
  'data/span': () => numbersWords().spans,
}

/** "With hands"; undefined: `value` is no choice, or one of another version. */
export function choiceText(field: string | null, value: string): string | undefined {
  if (field === null || !Object.hasOwn(CHOICES, field)) return undefined
  const words = CHOICES[field]?.() ?? {}
  return Object.hasOwn(words, value) ? words[value] : undefined
}
