/** The time that the indicator's words go on with: counts down to the next try, or says how long ago all was synced. Only while it is seen. */
import { savingWords } from '../words/en/saving'
import type { SyncMoment } from './sync-words'
import { nextAgo, timeAgo } from './time-ago'
import { nextUntil, timeUntil } from './time-until'
import { useNow } from './use-now'

/** Text alone, so that nothing else is drawn again with it. */
export function SyncMomentText({ kind, at }: SyncMoment) {
  const words = savingWords()
  const now = useNow(kind === 'next-try' ? nextUntil(at) : nextAgo(at))
  return <>{kind === 'next-try' ? words.nextTry(timeUntil(at, now)) : words.allSynced(timeAgo(at, now))}</>
}
