/** The screen of devices: the list, and adding one. */
import { inEnglish } from '../spoken'

/** A name that came from elsewhere may run from right to left: it is kept to itself. */
const apart = (name: string): string => `\u2068${name}\u2069`

export const devicesWords = inEnglish('devices', {
  title: 'Devices',

  looking: 'Looking…',
  retry: 'Try again',
  noneYet: 'This device is listed here as soon as you have changed something.',
  stale: 'The server cannot be reached. This is the list as it was a while ago.',
  unnamed: 'A device without a name',
  thisOne: 'This device',
  signedOut: 'Signed out',
  lastSeen: (when: string) => `Last seen ${when}`,
  rename: (name: string) => `Rename ${apart(name)}`,
  remove: (name: string) => `Remove ${apart(name)}`,
  newName: 'Name',
  ownName: (name: string) => `Leave it empty to call it ${apart(name)} again.`,
  save: 'Save',
  cancel: 'Cancel',
  askRemove: (name: string) => `Remove ${apart(name)}?`,
  whatRemoving: 'It is signed out at once. What it has not sent yet stays on it until it joins again.',
  whatRemovingThis: 'You are signed out here. The dashboard stays on the server and on your other devices.',
  whatRemovingThisGuest:
    'You are signed out here. The dashboard stays on your other devices; to see it here again, add this device from one of them.',
  removeIt: 'Remove',
  removeAndSignOut: 'Remove and sign out',
  removing: 'Removing…',
  removed: (name: string) => `${apart(name)} was removed.`,
  onlyOne: 'This is the only device with this dashboard, so it cannot be removed.',

  add: 'Add a device',
  whatAdding: 'Open this dashboard on a phone, a tablet or another computer as well. Both stay up to date.',
  making: 'Making a code…',
  code: 'Code',
  howToScan: 'Scan this with the other device’s camera,',
  howToType: (address: string) => `or open ${address} there, choose “Join with a code” and type:`,
  lasts: (time: string) => `Good for one device, for ${time}.`,
  picture: 'QR code of the link to join',
  stopCode: 'Cancel the code',
  copy: 'Copy the link',
  copied: 'The link was copied. Whoever has it still needs your yes here.',
  silent: 'The server cannot be reached. It is asked again as soon as it can be.',
  wants: (name: string) => `${apart(name)} wants to join`,
  nameless: 'A device',
  check:
    'Let it in only if it is your own device and you have just used the code there. It will see and change everything on this dashboard.',
  refuse: 'Refuse',
  admit: 'Let it in',
  admitting: 'Letting it in…',
  refusing: 'Refusing…',
  admitted: (name: string) => `${apart(name)} may join. It opens the dashboard in a moment.`,
  joined: (name: string) => `${apart(name)} has joined.`,
  refused: (name: string) => `${apart(name)} was refused. It has seen nothing of this dashboard.`,
  over: 'The time of that code is over.',
  another: 'Add another device',
  newCode: 'New code',

  signIn: 'Your session has ended. Sign in again to see your devices.',
  tooOften: 'That was too often. Wait a minute, then try again.',
  unreachable: 'The server could not be reached. Try again when you are online.',
  gone: 'That device is not there any more.',
  failed: 'That did not work. Nothing was changed; try again in a minute.',
})
