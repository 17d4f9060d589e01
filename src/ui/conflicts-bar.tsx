/**
 * Says that something was merged, until the person has seen it (D11), and leads to the review. What counts as seen is a button
 * there, or "I have seen them" in ./sync-details: services.dismissConflicts, and nothing else.
 */
import Merge from 'lucide/dist/esm/icons/git-merge.mjs'
import { barsWords } from '../words/en/bars'
import { CONFLICTS_HASH } from './hashes'
import { Icon } from './icon'
import { useServices } from './services'
import { useStore } from './use-store'

export function ConflictsBar() {
  const { sync } = useServices()
  const count = useStore(sync, (state) => state.conflicts.length)
  if (count === 0) return null
  const words = barsWords()
  return (
    <aside class="bar" aria-label={words.mergedLabel}>
      <Icon node={Merge} size={18} />
      <span class="bar-words">{words.merged(count)}</span>
      <a class="button" href={CONFLICTS_HASH}>
        {words.review}
      </a>
    </aside>
  )
}
