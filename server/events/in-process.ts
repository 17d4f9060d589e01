/** Station 10 with the embedded database: there is one process, so a hint is a function call, a moment later. */
import type { Notifier } from './notifier'
import { createSubscribers } from './subscribers'

export function createInProcessNotifier(): Notifier {
  const subscribers = createSubscribers()
  return {
    publish: (account, event) => queueMicrotask(() => subscribers.tell(account, { kind: 'revision', ...event })),
    subscribe: subscribers.add,
    subscribeToAll: subscribers.addToAll,
    close: async () => {},
  }
}
