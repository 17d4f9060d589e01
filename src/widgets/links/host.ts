/** What a link's host gives away: a title to start with, and a colour that stays the same. Pure. */
import { shortAddress } from '../safe-href'

const COLOURS = ['yellow', 'green', 'blue', 'pink', 'violet'] as const

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)

/** Ends such as "co.uk", where the name stands before two labels. */
const SECOND_LEVEL = new Set(['ac', 'co', 'com', 'edu', 'gov', 'net', 'or', 'org'])

/**
 * A title for an address that `safeHref` let through: "Google Docs" for docs.google.com, "Example" for example.co.uk. What has
 * no name of its own (a mail address, a number, a host on this network) stays as it is.
 */
export function titleOf(href: string): string {
  const short = shortAddress(href)
  const { hostname, protocol } = new URL(href)
  const labels = hostname.replace(/^www\./, '').split('.')
  if (protocol === 'mailto:' || labels.length < 2 || /^[\d.]+$|^\[|xn--/.test(hostname)) return short
  const ends = labels.length > 2 && labels.at(-1)?.length === 2 && SECOND_LEVEL.has(labels.at(-2) ?? '') ? 2 : 1
  const names = labels.slice(0, -ends)
  // Two letters before the name are mostly a language: en.wikipedia.org.
  const telling = names.filter((name, i) => i === names.length - 1 || name.length > 2)
  return telling.reverse().map(capital).join(' ')
}

/** One of the papers' colours, the same for every page of the host on every device. */
export function colourOf(href: string): (typeof COLOURS)[number] {
  let sum = 0
  for (const sign of shortAddress(href)) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973
  return COLOURS[sum % COLOURS.length] ?? 'blue'
}
