/** What every answer says to browsers about safety, and which requests other sites may not make. */
import type { MiddlewareHandler } from 'hono'
import { problem } from '../problem'
import type { AppEnv } from './app-env'

/** Nothing but our own files, and nobody may frame us. Preact sets styles through the DOM, which the policy allows. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ')

const PAGE_HEADERS: Record<string, string> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
}
/** Of data that nobody looks at in a window: what makes a browser keep it to our own page. Half a kilobyte less than a page's, on every save. */
export const DATA_HEADERS: Record<string, string> = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
}
/** A year; only where people come by https. */
const HSTS = 'max-age=31536000'

/** Sets the security headers on every answer: a page's, and those of data under /api. */
export function securityHeaders(publicUrl: string): MiddlewareHandler<AppEnv> {
  const always = publicUrl.startsWith('https:') ? { 'Strict-Transport-Security': HSTS } : {}
  const ofPages = Object.entries({ ...PAGE_HEADERS, ...always })
  const ofData = Object.entries({ ...DATA_HEADERS, ...always })
  // No async: another promise on the way of every request.
  return (c, next) => {
    const all = c.req.path.startsWith('/api/') ? ofData : ofPages
    // On Node's own response they cost a tenth of what they cost on a Response that was made; a test has no socket.
    const outgoing = c.env?.outgoing
    if (outgoing === undefined) {
      return next().then(() => {
        for (const [name, value] of all) c.res.headers.set(name, value)
      })
    }
    for (const [name, value] of all) outgoing.setHeader(name, value)
    return next()
  }
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Refuses what another site makes a browser send. A program that is no browser sends neither header and is let through. */
export function sameOriginOnly(publicUrl: string): MiddlewareHandler<AppEnv> {
  return (c, next) => {
    if (READING.has(c.req.method) || isOurs(publicUrl, c.req.header('origin'), c.req.header('sec-fetch-site'))) {
      return next()
    }
    const detail = `This server takes changes from ${publicUrl} only. If people use another address, PUBLIC_URL must name it.`
    return Promise.resolve(problem(c, 'cross-origin', { detail }))
  }
}

/** May a request with these headers change something? */
export function isOurs(publicUrl: string, origin: string | undefined, fetchSite: string | undefined): boolean {
  if (origin !== undefined) return origin === publicUrl || isSameLoopback(publicUrl, origin)
  return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none'
}

/** http://localhost:8787 and http://127.0.0.1:8787 are the same server on the same machine. */
function isSameLoopback(publicUrl: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const [ours, theirs] = [new URL(publicUrl), new URL(origin)]
  const loopback = LOOPBACK.has(ours.hostname) && LOOPBACK.has(theirs.hostname)
  return loopback && ours.protocol === theirs.protocol && ours.port === theirs.port
}
