/** Why a save did not arrive. Page and worker know it as a code (core/delivery), and here is what a person reads. */
import type { HoldReason, InVain } from '../../../core/delivery/outcome'
import { inEnglish } from '../spoken'

const inVain: Record<InVain | HoldReason, string> = {
  'no-answer': 'The server could not be reached. Your changes are kept on this device and will be sent when it can be.',
  'foreign-answer':
    'Something on the network answered in place of the server, perhaps a sign-in page. Your changes are kept on this device and will be sent again.',
  'server-trouble': 'The server cannot save right now. Your changes are kept on this device and will be sent again.',
  'too-many': 'The server asks to wait a moment. Your changes are kept on this device and will be sent again.',
  'sign-in': 'Sign in to send your changes. They are kept on this device until then.',
  forbidden:
    'These changes belong to another account, or the server does not trust this address. They are kept on this device and sent under no other account.',
  'newer-than-server':
    'The server is older than this app. Your changes are kept on this device and sent as soon as it is up to date.',
}

export const deliveryWords = inEnglish('delivery', {
  /** By the code. */
  inVain,
  somethingBroke:
    'Something went wrong on this page. Your changes are kept on this device and will be sent again; reloading may help.',
  sessionUnclear:
    'The server does not know who you are right now. Your changes are kept on this device and will be sent again.',
  keepsRefusing: 'The server keeps refusing. Everything is kept on this device.',
  accountNotShown: 'That account is not the one shown on this device. Nothing was changed.',
})
