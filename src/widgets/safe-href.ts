/** Which addresses may become links: what comes from another device is text until this says otherwise. Pure. */

const SAFE = new Set(['http:', 'https:', 'mailto:'])
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i
const HOST_AND_PORT = /^[a-z0-9.-]+:\d+(\/|$)/i

/** The address to link to, normalised; null when it is none or not of http, https or mailto. */
export function safeHref(address: string): string | null {
  const text = address.trim()
  if (text === '') return null
  const complete = HAS_SCHEME.test(text) && !HOST_AND_PORT.test(text) ? text : `https://${text}`
  try {
    const url = new URL(complete)
    if (!SAFE.has(url.protocol)) return null
    return url.protocol === 'mailto:' || url.hostname !== '' ? url.href : null
  } catch {
    return null
  }
}

/** What to show of an address below its title: the host, or the mail address. */
export function shortAddress(href: string): string {
  const url = new URL(href)
  return url.protocol === 'mailto:' ? url.pathname : url.host.replace(/^www\./, '')
}
