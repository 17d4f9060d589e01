/**
 * After station 12: where two devices changed one text, and an answer told this one of it, both changes are kept if their lines can
 * be merged, as an ordinary new edit of this device's. A conflict whose lines cannot be merged, or that still waits after DECIDED_WITHIN_MS, is
 * shown as any other.
 * Before: notices holds it back in the sync store. After: core/merge/text-conflict decides, device records.
 *
 * The device that hears of a conflict is the one whose save came second; the other pulls what came of it and makes nothing. Of a
 * device's tabs the one that made the edit merges, because somebody may be typing there; for one that is gone, whoever is first.
 */
import type { Change } from '../../core/edits/diff'
import { valueProblems } from '../../core/layout/limits'
import type { MergeLines } from '../../core/merge/merge-lines'
import { bothTexts, type KeptConflict, type TextConflict, textConflict } from '../../core/merge/text-conflict'
import { loadedOnce } from '../loaded-once'
import type { DeviceParts, DeviceState } from './device-state'
import { conflictKey } from './notices'
import { TAKE_OVER_LOCK } from './take-over'

/** A conflict that waits for longer is shown: its text is being typed in without end, or the tab that made the edit is frozen. */
const DECIDED_WITHIN_MS = 10_000

interface OfDevice {
  /** What other tabs have done meanwhile. */
  reload(): Promise<void>
  record(change: Change): void
  /** Nobody has to see it any more. */
  dismiss(conflict: KeptConflict): Promise<void>
  /** It is for a person to decide: shown from now on. */
  show(conflict: KeptConflict): void
}

export interface TextMerges {
  /** Somebody types in a field of a widget until the returned function is called: its text is left alone meanwhile. */
  typing(widget: string, field: string): () => void
  /** What merges lines; null: nothing had to be merged yet in this tab, so that it is not loaded. */
  mergeLines(): MergeLines | null
}

const loadMergeLines = loadedOnce(async () => (await import('../../core/merge/merge-lines')).mergeLines)

export function createTextMerges(
  { env, layout, sync, mergeLines: load = loadMergeLines }: DeviceParts,
  state: DeviceState,
  own: OfDevice,
): TextMerges {
  const { writer, who, owed } = state
  let loaded: MergeLines | null = null
  /** Keys of conflicts that are being decided. */
  const begun = new Set<string>()
  /** By widget and field: in how many places somebody types, and who waits for the end of it. */
  const typed = new Map<string, { places: number; ended: (() => void)[] }>()
  const placeOf = ({ widget, field }: { widget: string; field: string }) => `${widget} ${field}`

  function untilTyped(place: string): Promise<void> {
    return new Promise((done) => {
      const typing = typed.get(place)
      if (typing === undefined) done()
      else typing.ended.push(done)
    })
  }

  /** Nobody has seen it in another tab, and its account is still shown. */
  const isOpen = (conflict: KeptConflict) =>
    sync.getState().mergeable.some((one) => conflictKey(one) === conflictKey(conflict))

  /** The newest edit of that text that the same tab has made since, if any. */
  const editSince = ({ writer: of, n }: KeptConflict, { widget, field }: TextConflict) =>
    owed.of(of).findLast((edit) => edit.n > n && edit.widget === widget && 'field' in edit && edit.field === field)

  async function isOurs({ writer: of }: KeptConflict): Promise<boolean> {
    if (of === writer) return true
    const alive = await state.aliveWriters()
    return alive === null || !alive.has(of)
  }

  /** @param typedOn what the person saw who typed on since */
  async function keepBoth(conflict: KeptConflict, text: TextConflict, typedOn: string): Promise<void> {
    const { widget, field } = text
    const now = layout.getState().widgets[widget]?.fields[field]
    const since = conflict.writer === writer ? editSince(conflict, text) : undefined
    const isOnTop = since !== undefined && 'value' in since && since.value === now
    const both =
      loaded === null || typeof now !== 'string' ? null : bothTexts(text, now, isOnTop ? typedOn : null, loaded)
    if (both === null || valueProblems(field, both).length > 0) return own.show(conflict)
    if (both !== now) own.record({ widget, field, value: both })
    sync.setState(({ bothKept }) => ({ bothKept: [conflict, ...bothKept] }))
    await own.dismiss(conflict)
  }

  async function decide(conflict: KeptConflict, text: TextConflict): Promise<void> {
    const place = placeOf(text)
    // Typed before the answer was drawn, which until then showed what was typed here.
    const isTyped = typed.has(place) || editSince(conflict, text) !== undefined
    const typedOn = isTyped ? text.mine : text.kept
    const stop = env.after(DECIDED_WITHIN_MS, () => own.show(conflict))
    if (!(await isOurs(conflict))) return
    loaded ??= await load()
    for (let isDone = false; !isDone && isOpen(conflict); ) {
      await untilTyped(place)
      // What is owed, and what was seen in another tab, stays as it is until this is decided.
      await env.exclusively(TAKE_OVER_LOCK, async () => {
        if (conflict.writer !== writer) await own.reload()
        if (typed.has(place) || !isOpen(conflict)) return
        isDone = true
        await keepBoth(conflict, text, typedOn)
      })
    }
    stop()
    begun.delete(conflictKey(conflict))
  }

  sync.subscribe(({ mergeable }, before) => {
    if (mergeable === before.mergeable) return
    for (const conflict of mergeable) {
      const text = textConflict(conflict, who.id())
      if (text === null || begun.has(conflictKey(conflict))) continue
      begun.add(conflictKey(conflict))
      // Not to be loaded: a person decides, as ever.
      decide(conflict, text).catch(() => own.show(conflict))
    }
  })

  return {
    typing(widget, field) {
      const place = placeOf({ widget, field })
      const typing = typed.get(place) ?? { places: 0, ended: [] }
      typed.set(place, typing)
      typing.places += 1
      return () => {
        typing.places -= 1
        if (typing.places > 0) return
        typed.delete(place)
        for (const done of typing.ended) done()
      }
    },
    mergeLines: () => loaded,
  }
}
