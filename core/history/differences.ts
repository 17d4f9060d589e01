/** What leads from one layout to another, widget by widget, as people and programs read it. Pure. Used by server/layouts/versions. */
import type { Difference } from '../wire/version-view'
import { compareLayouts } from './compare'
import type { PlainLayout } from './plain-layout'
import { summaryOf, type WidgetWords, wordsByWidget } from './words'

export function differencesBetween(
  before: PlainLayout,
  after: PlainLayout,
): { summary: string; differences: Difference[] } {
  const changes = compareLayouts(before, after)
  const words = wordsByWidget(changes, after)
  const byWidget = new Map<string, Difference & { said: WidgetWords[] }>()
  for (const said of words) {
    const kind = said.kind === 'back' ? 'added' : said.kind
    const known = byWidget.get(said.widget) ?? { widget: said.widget, kind, words: '', fields: [], said: [] }
    byWidget.set(said.widget, known)
    known.said.push(said)
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
  const differences = [...byWidget.values()].map(({ said, ...difference }) => ({
    ...difference,
    words: summaryOf(said),
  }))
  return { summary: differences.length === 0 ? 'no difference' : summaryOf(words), differences }
}
