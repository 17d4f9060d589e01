/** Who listens to which account in this process. Both notifiers hand their hints to it. */
import type { Hint, HintListener, RevisionListener } from './notifier'

export interface Subscribers {
  add(account: string, listener: HintListener): () => void
  addToAll(listener: RevisionListener): void
  tell(account: string, hint: Hint): void
  tellAll(hint: Hint): void
}

export function createSubscribers(): Subscribers {
  const byAccount = new Map<string, Set<HintListener>>()
  const toAll: RevisionListener[] = []
  return {
    add(account, listener) {
      const listeners = byAccount.get(account) ?? new Set()
      byAccount.set(account, listeners)
      // A function of its own, so that the same listener may be added twice.
      const own: HintListener = (hint) => listener(hint)
      listeners.add(own)
      return () => {
        listeners.delete(own)
        if (listeners.size === 0 && byAccount.get(account) === listeners) byAccount.delete(account)
      }
    },
    addToAll: (listener) => void toAll.push(listener),
    tell(account, hint) {
      if (hint.kind === 'revision') for (const listener of toAll) listener(account, hint)
      for (const listener of [...(byAccount.get(account) ?? [])]) listener(hint)
    },
    tellAll(hint) {
      for (const listeners of [...byAccount.values()]) for (const listener of [...listeners]) listener(hint)
    },
  }
}
