/**
 * What other tabs of this browser say, taken over so that all show the same (D7). What this tab says is posted where it
 * happens, in device, shown-account and device-state. Before: the channel between tabs. After: device-state and device.
 */
import type { RevisionEvent } from '../../core/wire/event'
import type { Env } from '../env'
import type { Device } from './device-contract'
import type { DeviceState } from './device-state'

/** A tab that shows another account says so within this, behind what it says of that account's edits. */
const SAID_WITHIN_MS = 500

/**
 * Hears other tabs for as long as the page lives.
 * @param behind called where another tab holds a later revision than can be found here
 */
export function followOtherTabs(
  { channel, after }: Pick<Env, 'channel' | 'after'>,
  state: DeviceState,
  device: Device,
  behind: (event: RevisionEvent) => void,
): void {
  const { writer, who, owed, storages } = state
  let isLooking = false

  /** Who signed in may have ended before it could say so: local storage knows. */
  function lookWhoIsShown(): void {
    if (isLooking) return
    isLooking = true
    after(SAID_WITHIN_MS, () => {
      isLooking = false
      void device.switchTo(who.account(), who.record().since)
    })
  }

  channel.listen((message) => {
    const here = who.account().id
    if (message.type === 'account') {
      const record = { id: message.account, email: message.email }
      const { since = who.record().since + 1, inWhole = {} } = message
      const adopts = message.adopt === here && record.id !== here
      void (adopts ? device.handOver(record, { since, inWhole }) : device.switchTo(record, since))
    } else if ('account' in message && message.account !== here) {
      lookWhoIsShown()
    } else if (message.type === 'owed' && message.writer !== writer) {
      owed.replace(message.writer, message.edits, message.settledN)
      state.draw()
    } else if (message.type === 'found') {
      // Beside what is known: nobody speaks for that writer any more, and others may have heard more of it.
      for (const { writer: from, edits } of message.streams) if (from !== writer) owed.add(from, edits)
      state.draw()
    } else if (message.type === 'taken-over') {
      // First what came, then what it settles: the other way round an edit would vanish for a moment.
      void device.reload().then(() => {
        const { revision, tag } = message
        // Numbers that settle something for one account would settle what the same writers owe for another (D13).
        if (here !== who.account().id) return
        // It is in no storage: a tab that was answered at the same time has put its own there, or none works.
        if (state.held().replica.revision < revision) return behind({ revision, tag })
        state.settle(message.lastN)
        void storages.owes()
        state.draw()
      })
    } else if (message.type === 'dropped') {
      for (const { writer: from, n } of message.edits) owed.drop(from, n)
      // This tab may just have kept them for tabs that are gone.
      void state.storeOwed(new Set(message.edits.map(({ writer: from }) => from)))
      void device.reload()
    } else if (message.type === 'cleared') {
      device.hearCleared(message)
    }
  })
}
