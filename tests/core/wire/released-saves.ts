/**
 * A save as every released schema writes it (fixtures/), for all tests that send them: a new file is taken up by each.
 * Account and tag are the only things that a server gives; everything else is sent as it stands.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { Change } from '../../../core/edits/diff'
import type { SaveBody } from '../../../core/wire/save'

const FIXTURES = new URL('fixtures/', import.meta.url)

/** File names, oldest schema first. */
export const RELEASED_SAVES = readdirSync(FIXTURES).sort()

/** The save in that file, of a device that holds its `base` under `tag`. */
export function releasedSave(name: string, account: string, tag: string | null): SaveBody {
  const save = JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8')) as SaveBody
  return { ...save, account, tag }
}

/** What an account did before that save: so many revisions as its `base` says, with each widget that it does not make itself. */
export function pastOf(name: string): Change[][] {
  const { base, streams } = releasedSave(name, '', null)
  const edits = streams.flatMap((stream) => stream.edits)
  const made = new Set(edits.filter(({ field }) => field === 'type').map(({ widget }) => widget))
  const known = [...new Set(edits.map(({ widget }) => widget))].filter((widget) => !made.has(widget))
  if (base < known.length) throw new Error(`${name} names more widgets than its base has revisions`)
  return Array.from({ length: base }, (_, i) => {
    const widget = known[i] ?? '00000000-0000-4000-8000-000000000001'
    return [
      { widget, field: 'type', value: 'note' },
      { widget, field: 'title', value: `Revision ${i + 1}` },
    ]
  })
}

/** How far an acknowledgement of that save must reach: of each writer its last number. */
export function lastNOf({ streams }: Pick<SaveBody, 'streams'>): Record<string, number> {
  return Object.fromEntries(streams.map(({ writer, edits }) => [writer, Math.max(...edits.map(({ n }) => n))]))
}

/** What the fields named in that save hold after it, as "widget field" -> value; a field that was taken away is missing. */
export function outcomeOf({ streams }: Pick<SaveBody, 'streams'>): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const { edits } of streams) {
    for (const { widget, field, value } of [...edits].sort((a, b) => a.n - b.n)) {
      if (field === undefined) continue
      if (value === undefined) delete fields[`${widget} ${field}`]
      else fields[`${widget} ${field}`] = value
    }
  }
  return fields
}
