/** For a dashboard with nothing on it: the way to one that is there already. After: the screen that joins. */
import { JOIN_HASH } from '../ui/hashes'
import { waysWords } from '../words/en/ways'

export function JoinLink() {
  const words = waysWords()
  return (
    <p class="empty-join">
      {words.haveOne}
      <a class="button quiet" href={JOIN_HASH}>
        {words.join}
      </a>
    </p>
  )
}
