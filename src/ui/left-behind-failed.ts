/** Says what came of a wish that could not be done about what a guest left (D13). Used by ./left-behind and ./left-behind-question. */
import { accountWords } from '../words/en/account'
import type { Services } from './services'
import type { Toasts } from './toasts'

/** @returns what is left behind now; null where that cannot be asked: its part of the app could not be loaded, and all is kept */
export async function sayLeftBehindFailed(
  leftBehind: Services['leftBehind'],
  toasts: Toasts,
  account: string,
): Promise<Awaited<ReturnType<Services['leftBehind']['list']>> | null> {
  const now = await leftBehind.list().catch(() => null)
  // Where it was added, or has come to be shown, in another tab, there is nothing left to try.
  if (now === null || now.some((left) => left.account === account))
    toasts.push({ kind: 'error', text: accountWords().guestKept })
  else toasts.push({ kind: 'info', text: accountWords().nothingLeft })
  return now
}
