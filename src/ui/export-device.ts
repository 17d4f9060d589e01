/** Gives the person the whole dashboard as this device has it, as a file: the way out where a storage fails (D8). */
import { download } from './download'
import type { Services } from './services'

export function exportDevice(storage: Pick<Services['storage'], 'exportAll'>): void {
  download('holdfast-this-device.json', storage.exportAll())
}
