/**
 * What other tabs of this browser say, taken over so that all show the same (D7). What this tab says is posted where it
 * happens, in device. Before: the channel between tabs. After: device-state and device.
 */
import type { Env } from '../env'
import type { Device } from './device-contract'
import type { DeviceState } from './device-state'

/** Hears other tabs for as long as the page lives. */
export function followOtherTabs(channel: Env['channel'], state: DeviceState, device: Device): void {
  const { writer, who, owed, storages } = state
  channel.listen((message) => {
    const here = who.account().id
    if (message.type === 'account' && message.account !== here) {
      const record = { id: message.account, email: message.email }
      void (message.adopt === here ? device.handOver(record, 'edits') : device.switchTo(record))
    } else if (message.type === 'owed' && message.account === here && message.writer !== writer) {
      owed.replace(message.writer, message.edits, message.settledN)
      state.draw()
    } else if (message.type === 'taken-over' && message.account === here) {
      // First what came, then what it settles: the other way round an edit would vanish for a moment.
      void device.reload().then(() => {
        owed.settle(message.lastN)
        void storages.owes()
        state.draw()
      })
    } else if (message.type === 'dropped' && message.account === here) {
      for (const { writer: from, n } of message.edits) owed.drop(from, n)
      void storages.owes()
      void device.reload()
    }
  })
}
