/** Says why a save did not arrive in the person's language. The worker tries as well, and knows no language. */
import { deliveryWords } from './en/delivery'

/** @param why as core/delivery says it; what it does not know, from another version or said here, stays as it is */
export function whyInVain(why: string): string {
  const inVain: Record<string, string> = deliveryWords().inVain
  return Object.hasOwn(inVain, why) ? (inVain[why] ?? why) : why
}
