/** Which address a request comes from: what limits are counted by. The socket's, unless proxies in front are trusted. */

/** Set by us on every request for better-auth, whatever the client sent under that name. */
export const CLIENT_ADDRESS_HEADER = 'x-holdfast-client-address'

/**
 * @param socket the socket's address
 * @param forwarded the X-Forwarded-For header
 * @param proxies how many proxies in front of this server append to it; what stands further left can be made up
 */
export function clientAddress(
  socket: string | undefined,
  forwarded: string | null | undefined,
  proxies: number,
): string {
  const hops = proxies > 0 && forwarded ? forwarded.split(',').map((hop) => hop.trim()) : []
  return hops[Math.max(0, hops.length - proxies)] || socket || 'unknown'
}

/** What one client is: an IPv4 address, or the /64 of an IPv6 one, of which anybody has 2^64. */
export function clientOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
