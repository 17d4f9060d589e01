/**
 * What the reference says of a save, a restore or an import: the next account, and what a right answer must and may hold.
 * Types only. Made by ./save and ./replaced, read by ./check-answer.
 */
import type { SaveAnswer } from '../../../core/wire/answer'
import type { ReferenceAccount, ReferenceConflict } from './account'
import type { ArrivedEdit } from './arrived'
import type { Fate } from './judge'

/** What the server knows at the moment of a request that the device does not. */
export interface Now {
  /** When the request arrived, ms since 1970. */
  serverTime: number
  /** The tag of the revision that it makes, if it makes one. */
  tag: string
}

export interface EditName {
  writer: string
  n: number
}

export interface JudgedEdit extends ArrivedEdit {
  fate: Fate
}

export interface ReferenceAnswer {
  /** Any of these is right. */
  statuses: SaveAnswer['status'][]
  device: string
  /** Of each writer of the request. */
  lastN: Record<string, number>
  since: number
  full: boolean
  /** Of the request's edits, known ones too (S7). */
  conflicts: ReferenceConflict[]
  serverTime: number
  /** Did this very request make the account's revision? */
  isRevised: boolean
  /** The request's edits in the order in which they were judged; none of a restore or an import. */
  sent: JudgedEdit[]
}

export type Judged =
  | {
      kind: 'applied'
      account: ReferenceAccount
      answer: ReferenceAnswer
      fates: (EditName & { fate: Fate })[]
    }
  /** 422: `edits` are those that may be named. */
  | { kind: 'refused'; edits: EditName[] }
  /** 409 (S14). */
  | { kind: 'base-unknown' }
