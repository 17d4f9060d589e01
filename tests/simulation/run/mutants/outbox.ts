/** Mistakes on the way from the page to the API (core/delivery, sw). Part of ../mutants. */
import type { Mutant } from './mutant'

export const OUTBOX_MUTANTS: readonly Mutant[] = [
  {
    name: 'backoff-that-does-not-grow',
    rule: 'D5',
    file: 'core/delivery/backoff.ts',
    from: '2 ** (Math.max(attempts, 1) - 1)',
    to: '2 ** (Math.min(attempts, 3) - 1)',
  },
  {
    name: 'trigger-that-waits-for-the-plan',
    rule: 'D5',
    file: 'core/delivery/schedule.ts',
    from: `state.nextTryAt - now > LONGEST_PLAN_MS
  }
  return true`,
    to: `state.nextTryAt - now > LONGEST_PLAN_MS
  }
  return state.nextTryAt === null || now >= state.nextTryAt`,
  },
  {
    name: 'any-200-acknowledges',
    rule: 'D4',
    file: 'core/delivery/outcome.ts',
    from: `if (response.status === 200 && acknowledges(response.body, save))
    return { kind: 'acknowledged', answer: response.body }`,
    to: `if (response.status === 200) {
    const said = { status: 'saved', device: save.device, lastN: {}, revision: 0, tag: null, since: 0, full: false }
    const answer = { ...said, widgets: [], conflicts: [], serverTime: now, ...(response.body as object) }
    return { kind: 'acknowledged', answer: answer as unknown as SaveAnswer }
  }`,
  },
  {
    name: 'retry-after-ignored',
    rule: 'D5',
    file: 'core/delivery/outcome.ts',
    from: 'return judgeProblem(told.name, told.problem, retryAfterMs(response.retryAfter, now))',
    to: 'return judgeProblem(told.name, told.problem, undefined)',
  },
  {
    name: 'no-try-after-failing',
    rule: 'D5',
    file: 'core/delivery/schedule.ts',
    from: 'nextTryAt: now + backoffMs(attempts, random, floorMs),',
    to: 'nextTryAt: attempts > QUICK_RETRIES ? null : now + backoffMs(attempts, random, floorMs),',
  },
  {
    name: 'deleted-before-acknowledged',
    rule: 'D4',
    file: 'sw/outbox/drain.ts',
    from: 'const made = await send(entry, env, limit.signal)',
    to: 'await hold.delete(entry.id)\n    const made = await send(entry, env, limit.signal)',
  },
  {
    name: 'deleted-before-learned',
    rule: 'D4',
    file: 'sw/outbox/drain.ts',
    from: 'if (learned !== undefined) await state.learn(learned)\n    await hold.delete(entry.id)',
    to: 'await hold.delete(entry.id)\n    if (learned !== undefined) await state.learn(learned)',
  },
  {
    name: 'learned-not-kept',
    rule: 'D4',
    file: 'sw/outbox/drain.ts',
    from: 'if (learned !== undefined) await state.learn(learned)',
    to: '',
  },
  {
    name: 'drain-without-a-lock',
    rule: 'D4',
    file: 'sw/outbox/drain.ts',
    from: 'run(cause) {\n',
    to: 'run(cause) {\n      if (running !== undefined) void sendAll(cause).catch(() => {})\n',
  },
  {
    name: 'sent-while-another-is-shown',
    rule: 'D13',
    file: 'sw/outbox/drain.ts',
    from: 'if (shownAccount !== null && account !== shownAccount) return keepForOwner(account)',
    to: '',
  },
  {
    name: 'sent-at-of-the-first-try',
    rule: 'S5',
    file: 'sw/outbox/send.ts',
    from: 'JSON.stringify({ ...entry.body, sentAt: env.now() })',
    to: 'JSON.stringify(entry.body)',
  },
  {
    name: 'sync-event-always-done',
    rule: 'D5',
    file: 'sw/outbox/wake.ts',
    from: "if (inVain) throw new Error('still held')",
    to: '',
  },
]
