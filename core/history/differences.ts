/** What leads from one layout to another, widget by widget, as people and programs read it. Pure. Used by server/layouts/versions. */
import type { Difference } from '../wire/version-view'
import { compareLayouts } from './compare'
import { deedsOf } from './deeds'
import type { PlainLayout } from './plain-layout'
import { summaryOf } from './words'

export function differencesBetween(
  before: PlainLayout,
  after: PlainLayout,
): { summary: string; differences: Difference[] } {
  const changes = compareLayouts(before, after)
  const deeds = deedsOf(changes, after)
  const byWidget = new Map<string, Difference>()
  for (const deed of deeds) {
    const { widget, did } = deed
    const kind = did === 'brought-back' ? 'added' : did === 'added' || did === 'removed' ? did : 'changed'
    const known = byWidget.get(widget) ?? { widget, kind, words: '', changes: [], fields: [] }
    byWidget.set(widget, known)
    known.changes.push(deed)
  }
  for (const change of changes) {
    const fields = byWidget.get(change.widget)?.fields
    if (change.field !== null) {
      const { widget: _, ...field } = change
      fields?.push(field)
    } else if (change.kind === 'remove') {
      fields?.push(...Object.entries(change.before).map(([field, value]) => ({ field, before: value })))
    }
  }
  const differences = [...byWidget.values()].map((difference) => ({
    ...difference,
    words: summaryOf(difference.changes),
  }))
  return { summary: differences.length === 0 ? 'no difference' : summaryOf(deeds), differences }
}
