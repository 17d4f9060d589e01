/** In place of ./provoke, in every worker that is served without FAULTS: whatever a page asks for, nothing goes wrong on purpose. */
import { isNothing } from '../core/wire/provoked'
import { NOTHING_PROVOKED } from '../core/wire/worker-message'
import type { MakeProvoke } from './provoke'

/** Refuses whatever is to be switched on; that nothing is on is always so. */
export const neverProvoked: MakeProvoke = ({ fetch }) => {
  const current = async () => NOTHING_PROVOKED
  return {
    current,
    confirmed: current,
    set: async (wanted) => (isNothing(wanted) ? 'set' : 'refused'),
    hold: (hold) => hold,
    fetch,
  }
}
