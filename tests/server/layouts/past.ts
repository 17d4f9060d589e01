/** What a layout was at each of its revisions, noted while it is saved to. */
import type { PlainLayout } from '../../../core/history/plain-layout'
import type { LayoutStore } from '../../../server/layouts/store'
import type { MemoryLayout, MemoryStore } from './memory-store'
import { ACCOUNT } from './script'

/** Lets `saving` save to `store`. Resolves to the layouts by revision; the first is empty. */
export async function layoutsOver(
  store: MemoryStore,
  saving: (store: LayoutStore) => Promise<unknown>,
): Promise<PlainLayout[]> {
  const layouts: PlainLayout[] = [{}]
  await saving({
    ...store,
    write: async (commit) => {
      const written = await store.write(commit)
      const layout = store.layouts.get(ACCOUNT)
      if (written && layout !== undefined) layouts[layout.head.revision] = plainOf(layout)
      return written
    },
  })
  return layouts
}

function plainOf({ widgets }: MemoryLayout): PlainLayout {
  const layout: PlainLayout = {}
  for (const [id, { presence, fields }] of widgets) {
    if (presence.removed) continue
    const values: PlainLayout[string] = {}
    for (const [key, { value }] of fields) if (value !== undefined) values[key] = value
    layout[id] = values
  }
  return layout
}
