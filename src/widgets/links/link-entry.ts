/** One link as it lies in its field: read whatever is there, and made anew from what is typed or pasted. Pure. */
import type { Json } from '../../../core/layout/model'
import { linksWords } from '../../words/en/links'
import { type Entry, orderAfter, partsOf } from '../read-field'
import { safeHref, shortAddress } from '../safe-href'
import type { TextInValue } from '../use-typed-field'
import { titleOf } from './host'

export const LINK = 'data/link:'

/** The part's text; '' when it has none. */
export function partOf(parts: Record<string, Json>, part: 'title' | 'url'): string {
  const text = parts[part]
  return typeof text === 'string' ? text : ''
}

/** The part as a text to be typed; the rest of the value stays. */
export const textIn = (part: 'title' | 'url'): TextInValue => ({
  read: (value) => partOf(partsOf(value), part),
  write: (text, value) => ({ ...partsOf(value), [part]: text }),
})

/** What people call the link: its title, else its host, else what was typed. */
export function linkName({ parts }: Entry): string {
  const title = partOf(parts, 'title').trim()
  const url = partOf(parts, 'url').trim()
  const href = safeHref(url)
  return title || (href === null ? url : shortAddress(href)) || linksWords().emptyLink
}

/** The addresses, if the text has several lines and each is one; null: it is something else. */
export function addressesIn(text: string): string[] | null {
  const lines = text.split(/[\n\r]+/).map((line) => line.trim())
  const hrefs = lines.filter((line) => line !== '').map((line) => (/\s/.test(line) ? null : safeHref(line)))
  return hrefs.length > 1 && hrefs.every((href) => href !== null) ? hrefs : null
}

/** The fields of new links after all that there are. A title that is '' is guessed from the host. */
export function newLinks(
  links: readonly { href: string; title: string }[],
  entries: readonly Entry[],
  uuid: () => string,
): Record<string, Json> {
  const first = orderAfter(entries)
  return Object.fromEntries(
    links.map(({ href, title }, i) => [
      `${LINK}${uuid()}`,
      { url: href, title: title.trim() || titleOf(href), order: first + i },
    ]),
  )
}
