/** Says what came of a wish that could not be done about what a guest left (D13). Used by ./left-behind and ./left-behind-question. */
import { accountWords } from '../words/en/account'
import type { Services } from './services'
import type { Toasts } from './toasts'

/** @returns what is left behind now */
export async function sayLeftBehindFailed(
  leftBehind: Services['leftBehind'],
  toasts: Toasts,
  account: string,
): ReturnType<Services['leftBehind']['list']> {
  const now = await leftBehind.list()
  // Where it was added, or has come to be shown, in another tab, there is nothing left to try.
  if (now.some((left) => left.account === account)) toasts.push({ kind: 'error', text: accountWords().guestKept })
  else toasts.push({ kind: 'info', text: accountWords().nothingLeft })
  return now
}
