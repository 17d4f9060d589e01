/** A change that shows at once and is taken back if the caller's own operation fails (the specification's executeOptimisticUpdate). */
import type { Change } from '../../core/edits/diff'
import { inverse } from '../../core/edits/inverse'
import type { Layout } from '../../core/layout/model'
import { sameJson } from '../../core/layout/same-json'
import type { Device } from '../store/device-contract'
import type { LayoutStore } from '../store/layout-store'

/** One or several changes of one gesture. */
export type WidgetLayoutChange = Change | readonly Change[]

/**
 * Makes `change` at once, runs `operation`, and takes the change back if that rejects, unless it was changed again meanwhile.
 * @returns what the operation resolves to
 * @throws what the operation rejects with, after `onError`
 */
export async function optimisticUpdate<T>(
  { device, layout }: { device: Device; layout: LayoutStore },
  operation: () => Promise<T>,
  change: WidgetLayoutChange,
  onSuccess?: (result: T) => void,
  onError?: (error: Error) => void,
): Promise<T> {
  const changes = 'widget' in change ? [change] : change
  const before = layout.getState().widgets
  device.record(changes, { trigger: 'edit' })
  const after = layout.getState().widgets
  try {
    const result = await operation()
    onSuccess?.(result)
    return result
  } catch (error) {
    const now = layout.getState().widgets
    const untouched = changes.filter((made) => stillAs(made, after, now))
    device.record(inverse(untouched, before), { trigger: 'undo' })
    onError?.(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}

function stillAs(made: Change, after: Layout, now: Layout): boolean {
  if (!('field' in made)) return (after[made.widget] === undefined) === (now[made.widget] === undefined)
  return sameJson(after[made.widget]?.fields[made.field], now[made.widget]?.fields[made.field])
}
