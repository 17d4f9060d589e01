/** Answers of a server to which nothing happened but what a test says. Used by tests of the page and of the worker. */
import type { PullAnswer, SaveAnswer } from '../../core/wire/answer'
import { PROBLEM_CONTENT_TYPE, PROBLEM_PREFIX, type ProblemName } from '../../core/wire/problem'
import { PROBLEMS } from '../../core/wire/problem-list'

/** Revision 1, on top of nothing. */
export const pullAnswer = (over: Partial<PullAnswer> = {}): PullAnswer => ({
  lastN: {},
  revision: 1,
  tag: 'one',
  since: 0,
  full: false,
  widgets: [],
  conflicts: [],
  serverTime: 1_790_000_000_000,
  ...over,
})

/** The same to a save of `device`. */
export const saveAnswer = (device: string, over: Partial<SaveAnswer> = {}): SaveAnswer => ({
  status: 'saved',
  device,
  ...pullAnswer(),
  ...over,
})

/** A refusal as the API answers it; `more`: further members of the problem. */
export function problemAnswer(name: ProblemName, headers: Record<string, string> = {}, more: object = {}): Response {
  const { status, title } = PROBLEMS[name]
  const body = JSON.stringify({ type: PROBLEM_PREFIX + name, title, status, ...more })
  return new Response(body, { status, headers: { 'content-type': PROBLEM_CONTENT_TYPE, ...headers } })
}
