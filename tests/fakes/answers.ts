/** Answers of a server to which nothing happened but what a test says. Used by tests of what takes an answer over. */
import type { PullAnswer, SaveAnswer } from '../../core/wire/answer'

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
