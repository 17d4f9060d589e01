/** One link to be opened. Only what `safeHref` lets through becomes a link; anything else is shown as text. */
import { linksWords } from '../../words/en/links'
import type { Entry } from '../read-field'
import { safeHref, shortAddress } from '../safe-href'
import { colourOf } from './host'
import { linkName, partOf } from './link-entry'

/** The first letter or digit, whole: a sign of two code units is not cut. */
const letterOf = (name: string) => (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? '#').toUpperCase()

export function OneLink({ entry }: { entry: Entry }) {
  const words = linksWords()
  const url = partOf(entry.parts, 'url')
  const name = linkName(entry)
  const href = safeHref(url)
  if (href === null) {
    return (
      <li class="link" data-unsafe="true">
        <span class="link-letter" aria-hidden="true">
          ?
        </span>
        <span class="link-words">
          <span class="link-title">{name}</span>
          <span class="link-address">{url === '' ? words.noAddress : words.notAnAddress}</span>
        </span>
      </li>
    )
  }
  const address = shortAddress(href)
  return (
    <li>
      <a class="link" href={href} target="_blank" rel="noopener noreferrer" draggable={false} title={href}>
        <span class="link-letter" data-colour={colourOf(href)} aria-hidden="true">
          {letterOf(name)}
        </span>
        <span class="link-words">
          <span class="link-title">{name}</span>
          {name !== address && <span class="link-address">{address}</span>}
          <span class="visually-hidden">{words.newTab}</span>
        </span>
      </a>
    </li>
  )
}
