/**
 * Stations 5 and 12: sends everything that is owed and takes the answer over, until nothing is owed, or only waiting or
 * a person can help. Decides nothing about time. Before: debounce. After: store/device, which settles what was acknowledged.
 */

import * as v from 'valibot'
import { judge } from '../../core/delivery/outcome'
import type { OwedEdit, Strategy, Stream } from '../../core/edits/edit'
import { recover } from '../../core/edits/recover'
import { unreachable } from '../../core/unreachable'
import { type SaveAnswer, saveAnswerSchema } from '../../core/wire/answer'
import type { Problem } from '../../core/wire/problem'
import type { SaveBody } from '../../core/wire/save'
import type { Env } from '../env'
import type { Asked, Device, Refused } from '../store/device-contract'
import type { LayoutStore } from '../store/layout-store'
import { describeEdit } from '../words/describe'
import { deliveryWords } from '../words/en/delivery'
import { whyInVain } from '../words/why-in-vain'
import { compose, isBeyond } from './compose'
import { getLayout } from './get-layout'
import { type Posted, type PostHow, post } from './post'
import type { SessionNow } from './session'

/** What a round of saving came to. `failed`, `held`, `queued`: everything is kept and tried again. */
export interface SyncResult {
  success: boolean
  status: 'saved' | 'merged' | 'duplicate' | 'nothing' | 'queued' | 'held' | 'failed' | 'cancelled'
  /** The revision held now. */
  revision: number
  /** A sentence for a person, when not everything was saved. */
  error?: string
}

export interface SaveParts {
  env: Env
  device: Device
  layout: LayoutStore
  strategy(): Strategy
  /** Tells what every try came to: status, retries and sessions follow from it. */
  heard(posted: Posted): void
  /** The server asked to wait (Retry-After), of this save or of another that is under way: it is planned for when that is over. */
  isPutOff(): boolean
  /** The session is gone or another's. */
  sessionLost(): Promise<SessionNow>
}

/** Parts of a split save, refusals and recoveries go on at once; more rounds than this mean that something never settles. */
const MAX_ROUNDS = 50
/** A session that is refused twice in a row is the server's trouble, not the person's. */
const MAX_HOLDS = 2

/** Sends all that is owed now. Never rejects. */
export async function saveAll(parts: SaveParts, how: PostHow): Promise<SyncResult> {
  const { env, device } = parts
  let status: SyncResult['status'] = 'nothing'
  let holds = 0
  const result = (end: SyncResult['status'], error?: string): SyncResult => ({
    success: end !== 'held' && end !== 'failed',
    status: end,
    revision: device.replica().revision,
    ...(error === undefined ? {} : { error }),
  })

  /** Kept, and tried again like any trouble of the server's. */
  const unclear = () => {
    const why = deliveryWords().sessionUnclear
    parts.heard({ kind: 'retry', why, errorKind: 'server' })
    return result('failed', why)
  }

  for (let round = 0; round < MAX_ROUNDS; round++) {
    // A page that is left has no time for it, and its save says less than is true.
    if (!how.leaving && isBeyond(device.seen(), device.owed())) await device.reload()
    const asked = askedFrom(device)
    const saves = compose(device.owed(), {
      account: asked.account,
      device: device.id(),
      deviceName: env.deviceName,
      base: asked.base,
      tag: asked.tag,
      epoch: device.seen().epoch,
      strategy: parts.strategy(),
      sentAt: env.now(),
    })
    const [save] = saves
    if (save === undefined) return result(status)
    if (parts.isPutOff()) return result('failed')
    const posted = await post(env, save, how)
    parts.heard(posted)
    switch (posted.kind) {
      case 'acknowledged':
        status = posted.answer.status
        if ((await acknowledged(parts, posted.answer, asked, sentStreams(save))) === null) {
          // It has arrived, and what became of it must still be heard: the same again says so (S2).
          parts.heard(judge('no-answer', { device: device.id(), streams: [] }, env.now()))
          return result('failed')
        }
        if (saves.length === 1 && !posted.answer.conflicts.some(({ rule }) => rule === 'unknown')) return result(status)
        break
      case 'queued':
        return result('queued')
      case 'retry':
        return result('failed', whyInVain(posted.why))
      case 'hold': {
        holds += 1
        const session = posted.why === 'newer-than-server' ? 'over' : await parts.sessionLost()
        if (session === 'over') return result('held', posted.problem.detail ?? posted.problem.title)
        // As long as nobody says that the person has to sign in, it is tried again; also where there is a session that is refused.
        if (session === 'unknown' || holds >= MAX_HOLDS) return unclear()
        break
      }
      case 'refused':
        if (!(await setAsideNamed(parts, posted.problem))) {
          // Nothing to set aside by name: kept, and tried again like any trouble of the server's.
          parts.heard({ kind: 'retry', why: posted.problem.title, errorKind: 'server' })
          return result('failed', posted.problem.title)
        }
        break
      case 'base-unknown':
        if (!(await giveBack(parts))) return result('failed', posted.problem.title)
        break
      default:
        return unreachable(posted)
    }
  }
  return result('failed', deliveryWords().keepsRefusing)
}

/** What an answer asked for now must find unchanged (D11). */
export function askedFrom(device: Device): Asked {
  const { revision, tag } = device.replica()
  return { account: device.account().id, base: revision, tag }
}

function sentStreams(save: SaveBody): Stream[] {
  return save.streams.map(({ writer, edits }) => ({
    writer,
    edits: edits.map((edit) => ({ ...edit, base: edit.base ?? save.base })) as Stream['edits'],
  }))
}

/** Takes an acknowledgement over, or pulls where it no longer fits; null when neither was possible. */
export async function acknowledged(
  parts: Pick<SaveParts, 'env' | 'device'>,
  answer: SaveAnswer,
  asked: Asked,
  sent: readonly Stream[],
): Promise<'taken' | 'pulled' | null> {
  const checked = v.safeParse(saveAnswerSchema, answer)
  const taken = checked.success && (await parts.device.takeOver(checked.output, asked, sent)) === 'taken'
  if (taken) return 'taken'
  return (await pull(parts)).kind === 'came' ? 'pulled' : null
}

/** What a pull came to; `floorMs`: the server asked to wait so long (Retry-After), 0: it did not. */
export interface PullEnd {
  kind: 'came' | 'signed-out' | 'failed'
  floorMs: number
}

/** Pulls what changed and takes it over; once more if the device moved on meanwhile. */
export async function pull(parts: Pick<SaveParts, 'env' | 'device'>): Promise<PullEnd> {
  const { env, device } = parts
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const asked = askedFrom(device)
    const pulled = await getLayout(env, {
      account: asked.account,
      device: device.id(),
      since: asked.base,
      tag: asked.tag,
      writers: watermarks(device),
    })
    if (pulled.kind === 'base-unknown') return { kind: (await giveBack(parts)) ? 'came' : 'failed', floorMs: 0 }
    if (pulled.kind === 'failed') return pulled
    if (pulled.kind === 'signed-out') return { kind: 'signed-out', floorMs: 0 }
    if ((await device.takeOver(pulled.answer, asked, [])) === 'taken') return { kind: 'came', floorMs: 0 }
  }
  return { kind: 'failed', floorMs: 0 }
}

/** Of each owing writer, the number after which its edits are still unsettled here. */
function watermarks(device: Device): Record<string, number> {
  return Object.fromEntries(device.owed().map(({ writer }) => [writer, device.settledN(writer)]))
}

/** Sets the edits aside that a problem names (D12); false when it names none, so that going on would change nothing. */
export async function setAsideNamed(
  { device, layout }: Pick<SaveParts, 'device' | 'layout'>,
  problem: Problem,
): Promise<boolean> {
  const { widgets } = layout.getState()
  const refused = new Map<OwedEdit, Refused>()
  for (const { writer, n, message, path } of problem.errors ?? []) {
    const edit = device
      .owed()
      .find((stream) => stream.writer === writer)
      ?.edits.find((owed) => owed.n === n)
    if (writer === undefined || edit === undefined || refused.has(edit)) continue
    refused.set(edit, { writer, edit, words: describeEdit(widgets, edit), reason: `${path} ${message}` })
  }
  if (refused.size > 0) await device.setAside([...refused.values()])
  return refused.size > 0
}

/** The server has forgotten (S14): pull everything, give back what it lacks; false when it cannot be reached now. */
async function giveBack({ env, device }: Pick<SaveParts, 'env' | 'device'>): Promise<boolean> {
  const asked = askedFrom(device)
  const pulled = await getLayout(env, { account: asked.account, device: device.id(), since: 0, tag: null, writers: {} })
  if (pulled.kind !== 'came') return false
  await device.afterLoss({ ...pulled.answer, full: true }, asked, recover)
  return true
}
