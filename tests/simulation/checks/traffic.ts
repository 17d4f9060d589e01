/**
 * What goes to and fro in a story, a line each: requests and answers, what tabs tell each other, what is taken over. For who looks
 * for the cause of a failure (`npm run sim -- --seed 7 --words`). Before: checks. Knows no rules.
 */
import type { SaveBody } from '../../../core/wire/save'
import type { ChannelMessage } from '../../../core/wire/worker-message'
import type { TakenOver } from '../../../src/store/device-db'
import type { Life } from '../browser/life'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { Outgoing, OutgoingRequest } from '../network/messages'

/** More of one message helps nobody. */
const LONGEST = 400
/** As much of an id as tells it from others. */
const SHORT = 4

export function leavesWords(profile: Profile, life: Life, request: OutgoingRequest): string {
  const { method, path, body, isSave } = request
  return `  → ${senderOf(profile, life)}: ${method} ${isSave && body !== null ? saveWords(body) : path}`
}

export function hearsWords(profile: Profile, life: Life, { path }: OutgoingRequest, answer: Outgoing): string {
  const { status, headers, text } = answer
  const wait = headers['retry-after']
  const asked = wait === undefined ? '' : `, to be asked again after ${wait} s,`
  return `  ← ${senderOf(profile, life)}: ${status}${asked} to ${path.split('?')[0]} ${short(text)}`
}

export const saysWords = (tab: Tab, message: ChannelMessage): string =>
  `  ↔ ${tab.profile.name()}, tab ${tab.number} tells the others: ${short(JSON.stringify(message))}`

export const takesOverWords = (profile: Profile, account: string, { replica, settled }: TakenOver): string =>
  `  ↓ ${profile.name()} takes over revision ${replica.replica.revision} (${replica.replica.tag}, epoch ${replica.epoch}) of ` +
  `${account.slice(0, SHORT)}, settled: ${JSON.stringify(settled)}`

/** Which of its tabs, or the worker. */
function senderOf(profile: Profile, life: Life): string {
  const tab = profile.tabs.find((one) => one.life === life)
  return `${profile.name()}, ${tab === undefined ? 'worker' : `tab ${tab.number}`}`
}

function saveWords(body: string): string {
  const { account, base, tag, streams } = JSON.parse(body) as SaveBody
  const edits = streams.map(
    ({ writer, edits: made }) =>
      `${writer.slice(0, SHORT)} ${made
        .map(({ n, base: seen, widget, ...what }) => {
          const done = 'field' in what ? what.field : 'remove' in what ? 'removed' : 'revived'
          return `${n}${seen === undefined ? '' : `@${seen}`} ${widget.slice(0, SHORT)} ${done}`
        })
        .join(', ')}`,
  )
  return `a save of ${account.slice(0, SHORT)} on ${base} (${tag}): ${edits.join('; ')}`
}

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
