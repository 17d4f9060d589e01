/** Joining another device's dashboard by a code. */
import { inEnglish } from '../spoken'

export const joiningWords = inEnglish('joining', {
  title: 'Join with a code',
  how: 'On the device that has the dashboard, open Account, then Devices, then “Add a device”. It shows a code of eight characters.',
  code: 'Code',
  placeholder: 'XXXX-XXXX',
  notACode: 'A code has eight letters and digits, such as 7K3Q-X9VM.',
  join: 'Join',
  whatOpens:
    'This device will show the dashboard of whoever gave you this code. Go on only if that is you, or somebody you trust.',
  keepsGuest:
    'What you made here as a guest stays on this device. You can add it to the dashboard afterwards, in Account.',
  leavesAccount: (email: string) => `You are signed in here as ${email}. That dashboard stays on the server.`,
  sending: 'Sending the code…',
  confirm: 'Confirm on your other device',
  confirmHow: (name: string) => `It asks whether “${name}” may join. This page goes on by itself.`,
  silent: 'The server cannot be reached. It is asked again as soon as it can be.',
  cancel: 'Cancel',
  joined: 'You have joined',
  joinedGuest: 'The dashboard of your other device is here now.',
  joinedAccount: (email: string) => `The dashboard of ${email} is here now.`,
  toDashboard: 'Open the dashboard',
  again: 'Try another code',
  unknown: 'There is no such code. Compare it with the one on your other device.',
  expired: 'The time of this code is over. Make a new one on your other device.',
  used: 'This code was used already. Make a new one on your other device.',
  refused: 'It was refused on the other device. Nothing here has changed.',
  tooOften: 'Too many codes were tried. Wait a minute, then try again.',
  failed: 'That did not work. Nothing here has changed; try again in a minute.',
})
