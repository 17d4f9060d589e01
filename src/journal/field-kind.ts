/**
 * A field's key without what somebody may have put there: the key within a field (`data/item:…`) may be anything, and so may
 * the key of a widget that was not made by this app's own code. Pure. Used by watch-stores and by the inspector's report.
 */

/** `data/text`, `data/item`; `data/…` for a key that the widgets' own code would not use. */
export function fieldKind(field: string): string {
  const [kind = ''] = field.split(':')
  return /^[A-Za-z/]+$/.test(kind) || OWN.has(kind) ? kind : 'data/…'
}

/** Keys of the widgets' own code with anything but letters in them. */
const OWN = new Set(['data/hide-done'])
