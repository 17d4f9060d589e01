/** Ways to the screens of devices and of joining. */
import { waysWords } from '../words/en/ways'
import { DEVICES_HASH, JOIN_HASH } from './hashes'

/** For the account's window. @param joins whether another dashboard can be joined from here as well */
export function DeviceLinks({ joins, onOpen }: { joins: boolean; onOpen(): void }) {
  return (
    <div class="row-end dialog-links">
      {joins && (
        <a class="button" href={JOIN_HASH} onClick={onOpen}>
          {waysWords().join}
        </a>
      )}
      <a class="button" href={DEVICES_HASH} onClick={onOpen}>
        {waysWords().devices}
      </a>
    </div>
  )
}
