/**
 * What the address asks for with which the app was opened: a shortcut of its icon (`?new=note`, `?start=timer`), or something
 * shared to it (`?share-title=&share-text=&share-url=`), as ../../manifest.webmanifest says. Pure. After: ./carry-out.
 */
import { safeHref } from '../widgets/safe-href'
import { ASKING } from './asks'

export type Launch =
  | { kind: 'new'; type: string }
  | { kind: 'start-timer' }
  | { kind: 'link'; url: string; title: string }
  | { kind: 'text'; title: string; text: string }

/**
 * @param search of the address, with its question mark
 * @param types widgets that can be made
 * @returns null: it asks for nothing, or for what this version cannot do
 */
export function launchOf(search: string, types: readonly string[]): Launch | null {
  const asked = new URLSearchParams(search)
  const type = asked.get('new')
  if (type !== null && types.includes(type)) return { kind: 'new', type }
  if (asked.get('start') === 'timer' && types.includes('timer')) return { kind: 'start-timer' }
  const [title, text, url] = ['share-title', 'share-text', 'share-url'].map((name) => (asked.get(name) ?? '').trim())
  // Android's browsers share an address as text.
  const href = webAddress(url) ?? webAddress(text)
  if (href !== null) return { kind: 'link', url: href, title: title ?? '' }
  const shared = [text, url].filter((part) => part !== '').join('\n')
  if (shared === '' && title === '') return null
  return { kind: 'text', title: shared === '' ? '' : (title ?? ''), text: shared === '' ? (title ?? '') : shared }
}

/** A whole address of the web, and nothing beside it: a word is not taken for a host. */
const webAddress = (text = ''): string | null => (/^https?:\/\/\S+$/i.test(text) ? safeHref(text) : null)

/** The address without what was asked, everything else kept. */
export function withoutLaunch(href: string): string {
  const url = new URL(href)
  for (const name of ASKING) url.searchParams.delete(name)
  return `${url.pathname}${url.search}${url.hash}`
}
