/** What becomes of a removal, of a revival, and of a field edit of a removed widget (S6). Pure. Used by ./decide. */
import type { Strategy } from '../edits/edit'
import type { Presence, Stamp, StoredField } from './stored'

export type PresenceVerdict =
  | { kind: 'nothing' }
  | { kind: 'applies'; reported: boolean }
  /** Changes nothing, and that is reported. */
  | { kind: 'refused' }

interface Asked {
  device: string
  base: number
}

/** A removal of a widget that is there; `others`: what other devices changed of it after the edit's base. */
export function judgeRemoval(others: readonly Stamp[], strategy: Strategy): PresenceVerdict {
  if (others.length === 0) return { kind: 'applies', reported: false }
  return strategy === 'remote' ? { kind: 'refused' } : { kind: 'applies', reported: true }
}

/** A revival of a widget that is removed. */
export function judgeRevival(removal: Presence, asked: Asked, strategy: Strategy): PresenceVerdict {
  if (removal.device === asked.device || asked.base >= removal.rev) return { kind: 'applies', reported: false }
  return strategy === 'local' ? { kind: 'applies', reported: true } : { kind: 'refused' }
}

/** A field edit of a widget that is removed: `applies` means that it brings the widget back. */
export function judgeEditOfRemoved(removal: Presence, device: string, strategy: Strategy): PresenceVerdict {
  const reported = removal.device !== device
  if (strategy === 'local') return { kind: 'applies', reported }
  return reported ? { kind: 'refused' } : { kind: 'nothing' }
}

/** What other devices changed of a widget after `base`: its fields by key, and whether one of them added it or brought it back. */
export function changedByOthers(
  widget: { presence: Presence; fields: ReadonlyMap<string, StoredField> },
  asked: Asked,
): { presence: boolean; fields: Map<string, StoredField>; stamps: Stamp[] } {
  const byOther = ({ rev, device }: Stamp) => rev > asked.base && device !== asked.device
  const fields = new Map([...widget.fields].filter(([, field]) => byOther(field)))
  const presence = byOther(widget.presence)
  return { presence, fields, stamps: presence ? [widget.presence, ...fields.values()] : [...fields.values()] }
}
