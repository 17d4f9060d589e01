/** Trouble on purpose: the switches, and why one could not be switched. */
import type { BadAnswer } from '../../../core/wire/fault'
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

const answers: Record<BadAnswer, string> = {
  'error-500': '500, the server is broken',
  'error-503': '503, come back in 5 s',
  'error-429': '429, too many, in 5 s',
  'error-401': '401, signed out',
  'captive-portal': 'A captive portal’s page',
  'drop-after-commit': 'Nothing, after the commit',
}

/** "1 hour", "2 days". */
const hoursText = (hours: number): string =>
  hours < 48
    ? numberText(hours, { style: 'unit', unit: 'hour', unitDisplay: 'long' })
    : numberText(hours / 24, { style: 'unit', unit: 'day', unitDisplay: 'long' })

const breaksNothing = 'This server breaks nothing on purpose. Start one with FAULTS=on, which it refuses in production'
const notReached = 'The server could not be reached, or did not take that.'
const nobody = 'Nobody is signed in here yet, not even a guest: change something on the dashboard first.'
const nothingSwitched = 'Nothing was switched.'

export const troubleWords = inEnglish('trouble', {
  title: 'Trouble on purpose',
  /** @param why there is none to be had */
  forDevelopers: (why: string) => `For developers. ${why}`,
  forThisDevice: 'For this device alone; it lasts until you switch it off, or the server allows it no more.',
  offline: 'Offline',
  stopSending: 'Stop sending',
  queueFull: 'Queue is full',
  late: 'Answers late by',
  clock: 'This device’s clock',
  answerWith: 'Answer saves with',
  howMany: 'How many saves',
  answers,
  truth: 'the truth',
  times: { next: 'the next one', some: (n: number) => `the next ${numberText(n)}`, all: 'all of them' },
  noDelay: 'none',
  clockRight: 'right',
  clockOff: (hours: number) => `${hoursText(Math.abs(hours))} ${hours < 0 ? 'behind' : 'ahead'}`,
  answeredSo: (n: number) => `${n === 1 ? 'One more save is' : `${numberText(n)} more saves are`} answered so.`,
  allWorks: 'Everything works again',
  stillWrong: (wrong: string) =>
    `The worker still does what it was told while it might be told: ${wrong}. That ends within a minute, unless the server says that it may go on.`,
  sendsNothing: 'it sends nothing',
  takesNothing: 'its queue takes nothing',
  datesWrong: 'it dates what it sends wrong',
  endNow: 'End it now',

  noWidget: 'Add a widget to let another device change it.',
  changesNow: 'Another device changes now',
  changeIt: 'Change it',
  changedElsewhere: (time: string) => `Changed elsewhere ${time}`,

  /** Why there is nothing to switch. */
  noneHere: {
    off: `${breaksNothing}.`,
    nobody,
    unreachable: 'The server cannot be reached, so there is nothing to switch now.',
  },
  /** Why something was not switched on. */
  refused: {
    off: `${breaksNothing}; nothing was switched on.`,
    nobody,
    unreachable: `${notReached} What it does wrong stays as it is, and nothing was switched on.`,
  },
  notChanged: `${notReached} Nothing was changed.`,
  noWorker: 'There is no worker here to do that. Nothing was switched on.',
  workerCannot:
    'The worker here came from a server without FAULTS, or could not ask this one, and does none of it. Load the page again, take the new version that it offers, and try once more.',
  workerSilent: 'The worker did not answer. Nothing was changed; try again.',
  serverSilent: 'The server could not be reached. Nothing was changed.',
  /** @param why as the server says it */
  serverRefused: (why: string) => `The server refused that: ${why} Nothing was changed.`,

  // For who types it into the console.
  howToSay: (names: string) => `What to switch is said as { offline: true }, with any of ${names}. ${nothingSwitched}`,
  noSwitch: (name: string, names: string) => `There is no “${name}”. There are ${names}. ${nothingSwitched}`,
  mustBe: (name: string, what: string) => `“${name}” must be ${what}. ${nothingSwitched}`,
  flag: 'true or false',
  ms: 'a whole number of ms',
  msUpTo: (most: number) => `a whole number of ms from 0 to ${numberText(most)}`,
  oneOf: (names: string) => `null or one of ${names}`,
  count: 'null or a whole number from 1',
})
