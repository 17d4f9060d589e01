import { fieldName } from '../../../core/edits/describe'
import type { limitsWords } from '../en/limits'
import { numberText } from '../formats'

const FIELDS: Record<string, string> = { title: 'Der Titel', type: 'Die Art', 'data/text': 'Der Text' }
const the = (field: string) => (Object.hasOwn(FIELDS, field) ? FIELDS[field] : `„${fieldName(field)}“`)

export const limits: ReturnType<typeof limitsWords> = {
  noWidget: (id) => `Auf diesem Dashboard gibt es kein Widget ${id}.`,
  mostWidgets: (most) => `Ein Dashboard fasst höchstens ${numberText(most)} Widgets. Entferne zuerst eins.`,
  typeOnce: 'Die Art eines Widgets wird nur einmal festgelegt: beim Hinzufügen.',
  noField: (field) =>
    `„${field}“ ist kein Feld: Es gibt title, desktop, mobile und data/ mit 1 bis 120 Zeichen aus A-Z a-z 0-9 _ . : -`,
  mostChars: (field, most) => `${the(field)} darf höchstens ${numberText(most)} Zeichen lang sein.`,
  mostBytes: (field, most) => `${the(field)} darf als JSON höchstens ${numberText(most)} Bytes groß sein.`,
  value: (place, problem) => `Das geht nicht: ${place} ${problem}.`,
}
