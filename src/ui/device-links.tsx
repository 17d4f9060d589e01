/** Ways to the screens of devices and of joining; ../app draws them. */
import { devicesWords } from '../words/en/devices'
import { joiningWords } from '../words/en/joining'

export const DEVICES_HASH = '#/devices'
/** Alone, or with a code after a slash. */
export const JOIN_HASH = '#/join'

export const isJoinHash = (hash: string): boolean => hash === JOIN_HASH || hash.startsWith(`${JOIN_HASH}/`)

/** For the account's window. @param joins whether another dashboard can be joined from here as well */
export function DeviceLinks({ joins, onOpen }: { joins: boolean; onOpen(): void }) {
  return (
    <div class="row-end dialog-links">
      {joins && (
        <a class="button" href={JOIN_HASH} onClick={onOpen}>
          {joiningWords().open}
        </a>
      )}
      <a class="button" href={DEVICES_HASH} onClick={onOpen}>
        {devicesWords().open}
      </a>
    </div>
  )
}

/** For a dashboard with nothing on it. */
export function JoinLink() {
  const words = joiningWords()
  return (
    <p class="empty-join">
      {words.haveOne}
      <a class="button quiet" href={JOIN_HASH}>
        {words.open}
      </a>
    </p>
  )
}
