/** The pause after a lost race, bound to the real timer and real chance. Used by the app; tests hand in their own. */
import { setTimeout as wait } from 'node:timers/promises'

/** Grows with each try, so that a crowd of saves of one account spreads out: the longest is 20 ms after the first, 400 ms after the last. */
const STEP_MS = 20

export async function pause(attempt: number): Promise<void> {
  await wait(Math.random() * STEP_MS * attempt)
}
