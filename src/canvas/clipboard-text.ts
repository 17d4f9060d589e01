/**
 * Widgets as text on the clipboard: JSON that says what it is, so that it can be pasted into another dashboard, mailed, or written by
 * hand. Pure. Used by ./use-copies and ./add-copies.
 */
import { isFieldKey, MAX_FIELDS_PER_WIDGET, valueProblems } from '../../core/layout/limits'
import type { Json, Widget } from '../../core/layout/model'
import type { NewWidget } from '../store/layout-actions'
import { KIND } from './clipboard-meant'

/** In the order given; ids are left out, for what is pasted is new. */
export function asClipboardText(widgets: readonly Widget[]): string {
  return JSON.stringify({ kind: KIND, widgets: widgets.map(({ fields }) => ({ fields })) }, null, 1)
}

/** Fields that break no limit of CONTRACT section 1; what does, or is none, is left out. */
function soundFields(value: unknown): Record<string, Json> {
  if (value === null || typeof value !== 'object') return {}
  const all = Object.entries(value as Record<string, Json>)
  const sound = all.filter(([field, of]) => isFieldKey(field) && valueProblems(field, of).length === 0)
  return Object.fromEntries(sound.slice(0, MAX_FIELDS_PER_WIDGET))
}

/** The widgets in a text from the clipboard; [] when it holds none. */
export function fromClipboardText(text: string): NewWidget[] {
  if (!text.includes(KIND)) return []
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return []
  }
  const { kind, widgets } = (parsed ?? {}) as { kind?: unknown; widgets?: unknown }
  if (kind !== KIND || !Array.isArray(widgets)) return []
  return widgets.flatMap((widget): NewWidget[] => {
    const { type, ...fields } = soundFields((widget as { fields?: unknown } | null)?.fields)
    return typeof type === 'string' ? [{ type, fields }] : []
  })
}
