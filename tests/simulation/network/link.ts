/** What is wrong with the way between one device and the servers. Plain data: operations change it, network goes by it. */

export interface Link {
  /** One way of the line is dead without a word: what is sent is never heard, or what is answered. */
  dead: 'none' | 'up' | 'down'
  /** Share of requests whose connection is reset before they arrive. */
  lostBefore: number
  /** Share of requests whose answer is lost: what they did is done. */
  lostAfter: number
  /** Share of requests that a proxy answers with an error of its own. */
  proxyErrors: number
  /** Share of saves that arrive once more, some time later. */
  repeated: number
  /** Somebody else answers everything: a page to sign in to a hotel, a redirect to it, or JSON that says that all is well. */
  portal: 'none' | 'page' | 'redirect' | 'json'
  /** One way takes at least this long, ms … */
  leastMs: number
  /** … and up to so much. Later requests overtake earlier ones. */
  mostMs: number
}

/** A line without fault. */
export function createLink(): Link {
  return {
    dead: 'none',
    lostBefore: 0,
    lostAfter: 0,
    proxyErrors: 0,
    repeated: 0,
    portal: 'none',
    leastMs: 5,
    mostMs: 60,
  }
}
