/** The account dialog: adding a way to sign in, signing in and out, what a guest left behind (D13). */
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

const changes = (n: number) => (n === 1 ? '1 change' : `${numberText(n)} changes`)
const it = (n: number) => (n === 1 ? 'it' : 'them')

function leftBehind(widgets: number, refused: number): string {
  if (widgets > 1) return `${numberText(widgets)} widgets were`
  if (widgets === 1) return 'One widget was'
  return refused === 1
    ? 'A change that the server refused was'
    : `${numberText(refused)} changes that the server refused were`
}

export const accountWords = inEnglish('account', {
  account: 'Account',
  createTab: 'Create an account',
  create: 'Create account',
  created: (email: string) => `Account created. Sign in as ${email} on your other devices.`,
  aboutCreating:
    'You use Holdfast as a guest. Add an e-mail address and a password, and you can open this dashboard on your other devices. Everything stays as it is.',
  signIn: 'Sign in',
  signedIn: (email: string) => `Signed in as ${email}.`,
  /** The same around the address, which is set in bold. */
  signedInAround: ['Signed in as ', '.'],
  aboutSigningIn:
    'Signing in shows that account’s dashboard. What you made here as a guest is not lost: you are asked what becomes of it.',
  sessionEnded:
    'Your session has ended. Everything you did since is kept on this device; sign in again and it is sent.',
  afterSigningOut: 'After signing out, your dashboard stays on the server.',
  email: 'E-mail',
  password: 'Password',
  leastPassword: (chars: number) => `At least ${numberText(chars)} characters.`,
  moment: 'One moment…',

  signOut: 'Sign out',
  signingOut: 'Signing out…',
  notSentNow: 'That could not be sent now. It is kept on this device; try again in a moment.',
  notAllSent: 'Not everything is sent',
  /** The same is said in bold before `whatStays`. */
  changes,
  whatStays: (n: number): string =>
    n === 1
      ? ' has not reached the server. If you sign out now, it stays on this device, shown to nobody, and is sent when you sign in here again.'
      : ' have not reached the server. If you sign out now, they stay on this device, shown to nobody, and are sent when you sign in here again.',
  staySignedIn: 'Stay signed in',
  signOutKeep: (n: number) => `Sign out, keep ${it(n)} here`,
  sendThenSignOut: (n: number) => `Send ${it(n)}, then sign out`,
  sending: 'Sending…',

  madeAsGuest: 'Made here as a guest',
  leftBehind: (widgets: number, refused: number) =>
    `${leftBehind(widgets, refused)} made on this device as a guest, before you signed in.`,
  /** Asked right after signing in. */
  whatBecomes: (n: number) =>
    n === 1
      ? 'What becomes of the widget you made here?'
      : `What becomes of the ${numberText(n)} widgets you made here?`,
  aboutLeaving: (n: number) =>
    `You made ${it(n)} on this device as a guest. Leave ${it(n)}, and ${n === 1 ? 'it stays' : 'they stay'} on this device, for you to add, export or discard later under Account.`,
  addTo: (n: number, email: string) => `Add ${it(n)} to ${email}`,
  leave: (n: number) => `Leave ${it(n)}`,
  left: (n: number) => `Left on this device: you find ${it(n)} under Account.`,
  discardForGood: 'Discard for good?',
  keep: 'Keep',
  discard: 'Discard',
  askDiscard: 'Discard…',
  discarded: 'Discarded.',
  exportIt: 'Export',
  add: (n: number) => `Add ${it(n)} here`,
  added: 'Added to this dashboard.',
  guestKept: 'That did not work. The guest’s dashboard is still kept here: try again in a minute.',
  nothingLeft: 'That dashboard is not left behind any more: there is nothing to do.',
})
