/**
 * The built page. HTML and the worker are asked for anew each time (a tag makes that cheap), so a new version is never stale;
 * files whose names carry their hash are kept for good. Comes after every other route.
 */
import type { Context } from 'hono'
import type { Encoding, PageFile, PageFiles } from '../ops/page-files'
import { problem } from '../problem'
import type { Settings } from '../settings'
import type { AppEnv } from './app-env'

const FOR_GOOD = 'public, max-age=31536000, immutable'
const ASK_EACH_TIME = 'no-cache'
/** Icons and the like: names without a hash, and nothing breaks when they are a little old. */
const AN_HOUR = 'public, max-age=3600'

/** Vite puts files with a hash in their names here, and nothing else. */
const isHashed = (path: string): boolean => /^assets\/.*[-.][\w-]{8,}\.\w+$/.test(path)

export function cachingOf(path: string): string {
  if (isHashed(path)) return FOR_GOOD
  return /\.(html|js|webmanifest)$/.test(path) ? ASK_EACH_TIME : AN_HOUR
}

/** Answers what no route took: a file of the page, the page itself to a person who opens any address, else 404. */
export function pageHandler(files: PageFiles): (c: Context<AppEnv>) => Response {
  return (c) => {
    const { method, path } = c.req
    if ((method !== 'GET' && method !== 'HEAD') || path.startsWith('/api/'))
      return problem(c, 'not-found', { detail: 'Nothing was changed. What there is stands in /api/openapi.json.' })
    const name = path === '/' ? 'index.html' : path.slice(1)
    const file = files.read(name)
    if (file !== null) return serve(c, name, file)
    if (name === 'index.html' || isNavigation(c)) return servePage(c, files)
    return problem(c, 'not-found', { detail: 'There is no such file here.' })
  }
}

/** A person who opens an address: the page finds out what it means. */
function isNavigation(c: Context): boolean {
  const mode = c.req.header('sec-fetch-mode')
  if (mode !== undefined) return mode === 'navigate'
  return (c.req.header('accept') ?? '').includes('text/html')
}

function servePage(c: Context<AppEnv>, files: PageFiles): Response {
  const index = files.read('index.html')
  if (index !== null) return serve(c, 'index.html', index)
  return c.text('The page is not built: stop the server and run npm start.', 503)
}

function serve(c: Context<AppEnv>, path: string, file: PageFile): Response {
  const encoding = chooseEncoding(c.req.header('accept-encoding') ?? '')
  const encoded = encoding === null ? null : file.encoded(encoding)
  const tag = `"${file.hash}${encoded === null ? '' : `-${encoding}`}"`
  c.header('ETag', tag)
  c.header('Cache-Control', cachingOf(path))
  c.header('Vary', 'Accept-Encoding')
  if (isKnown(c.req.header('if-none-match'), tag)) return c.body(null, 304)
  c.header('Content-Type', file.type)
  if (encoded !== null && encoding !== null) c.header('Content-Encoding', encoding)
  return c.body(encoded ?? file.body)
}

function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false
  const tags = ifNoneMatch.split(',').map((known) => known.trim().replace(/^W\//, ''))
  return tags.includes(tag) || tags.includes('*')
}

/** The best one that the browser takes (`;q=0` means that it does not). */
function chooseEncoding(accepted: string): Encoding | null {
  const takes = (name: string) =>
    accepted.split(',').some((part) => {
      const [encoding, ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
      return encoding === name && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
    })
  if (takes('br')) return 'br'
  return takes('gzip') ? 'gzip' : null
}

/** Which of the built workers (sw/build/bundle) browsers get as /sw.js: an operator's kill switch before everything else. */
export function workerFor({ serviceWorker, faults }: Pick<Settings, 'serviceWorker' | 'faults'>): string {
  if (serviceWorker === 'kill-switch') return 'sw-kill-switch.js'
  return faults ? 'sw-with-faults.js' : 'sw.js'
}
