/** Which of the app's own files answers a request. Pure. Used by ./precache. */

const SHELL = 'index.html'
/** Addresses that are the server's: their answers must come from it. */
const SERVER_PATHS = /^\/(api(\/|$)|(healthz|readyz|metrics)$|sw\.js)/

/** Its path, if it is one of the app's; undefined: the request goes its own way. */
export function fileFor(
  { method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>,
  ownOrigin: string,
): string | undefined {
  const { origin, pathname, search } = new URL(url)
  if (method !== 'GET' || origin !== ownOrigin) return undefined
  // Every screen is the one page.
  return mode === 'navigate' && !SERVER_PATHS.test(pathname) ? SHELL : pathname + search
}
