/**
 * Reads from a save's body what delivery needs to know: whose it is and which edits it carries. Checks no more than that;
 * the server checks the rest. Pure. Used by sw/outbox and by a page without a worker.
 */
import type { Stream } from '../edits/edit'

/** Of a save, what decides where it may go and what settles it. */
export interface CarriedSave {
  account: string
  device: string
  base: number
  tag: string | null
  streams: Stream[]
}

/** True for what JSON calls an object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function isStream(value: unknown): value is Stream {
  return (
    isObject(value) &&
    typeof value.writer === 'string' &&
    Array.isArray(value.edits) &&
    value.edits.every((edit: unknown) => isObject(edit) && Number.isInteger(edit.n) && typeof edit.widget === 'string')
  )
}

/** On the wire an edit without a `base` has the save's. */
const withBase =
  (base: number) =>
  ({ writer, edits }: Stream): Stream => ({
    writer,
    edits: edits.map((edit) => ({ ...edit, base: edit.base ?? base })),
  })

/** The save in a parsed body, or undefined when it is not one: then nothing could ever acknowledge it. */
export function carriedSave(body: unknown): CarriedSave | undefined {
  if (!isObject(body)) return undefined
  const { account, device, base, tag, streams } = body
  if (typeof account !== 'string' || typeof device !== 'string' || !Array.isArray(streams)) return undefined
  if (!streams.every(isStream)) return undefined
  const madeOn = typeof base === 'number' ? base : 0
  return {
    account,
    device,
    base: madeOn,
    tag: typeof tag === 'string' ? tag : null,
    streams: streams.map(withBase(madeOn)),
  }
}

/** The greatest number of a stream's edits; 0 when it has none. */
export function greatestN(stream: Stream): number {
  return stream.edits.reduce((greatest, { n }) => Math.max(greatest, n), 0)
}
