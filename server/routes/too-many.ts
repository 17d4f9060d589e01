/** The refusal of somebody who does a thing too often. */
import type { Context } from 'hono'
import { problem } from '../problem'

/** 429, with the seconds to wait in Retry-After and in words. */
export function refuseTooMany(c: Context, seconds: number): Response {
  const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
  return problem(c, 'too-many-requests', {
    detail: `That was too often, and this request was not looked at: send it again in ${wait}.`,
    headers: { 'Retry-After': `${seconds}` },
  })
}
