/** A program that restores versions and imports files through the API (S15): the page has no screen for that yet. */
import type { PullAnswer } from '../../../core/wire/answer'
import { EXPORT_FORMAT, EXPORT_SCHEMA } from '../../../core/wire/export-format'
import { outgoing } from '../network/messages'
import type { Operation } from '../operation'
import { COOKIE } from '../server/account-table'
import type { World } from '../world'

const PROGRAM = '00000000-0000-4000-8000-00000000beef'
/** A person looks at an older version for so long before restoring it. */
const LATER_MS = 60_000
const JSON_TYPE = { 'content-type': 'application/json' }

/** Asks the API as the main account; null: it was not answered 200. */
function ask(world: World, path: string, body: object | null, answered: (answer: PullAnswer) => void): void {
  const process = world.servers.pick()
  if (process === null) return
  const cookie = `${COOKIE}=${world.people.programToken()}`
  const init = body === null ? {} : { method: 'POST', headers: JSON_TYPE }
  const request = outgoing(path, init, body === null ? null : JSON.stringify(body), cookie)
  process.take(
    request,
    ({ status, text }) => {
      if (status === 200) answered(JSON.parse(text) as PullAnswer)
    },
    () => {},
  )
}

const headOf = (world: World, { revision, tag }: PullAnswer) => ({
  schema: 1,
  device: PROGRAM,
  writer: world.random.uuid(),
  base: revision,
  tag,
  sentAt: world.serverNow(),
})

export function restoreVersion(world: World, { a }: Operation): string {
  ask(world, '/api/layout?since=0', null, (layout) => {
    if (layout.revision === 0) return
    const revision = a % 4 === 0 ? 0 : Math.max(1, layout.revision - (a % 12))
    // Others may change something before it is sent, and then it overrules them.
    world.time.after(a % 3 === 0 ? world.random.between(0, LATER_MS) : 0, () => {
      const body = headOf(world, layout)
      // The answer may be lost; the same again must change nothing (S2).
      for (let i = 0; i <= a % 2; i++) ask(world, `/api/layout/versions/${revision}/restore`, body, () => {})
    })
  })
  return 'a program restores an older version'
}

export function importFile(world: World, { a, i }: Operation): string {
  const mode = a % 2 === 0 ? 'replace' : 'add'
  ask(world, '/api/layout?since=0', null, (layout) => {
    const live = layout.widgets.filter(({ removed }) => !removed).slice(0, 1 + (a % 5))
    const widgets = live.map(({ id, fields }) => ({
      id,
      fields: Object.fromEntries([
        ...Object.entries(fields).flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])),
        ['title', `imported ${i}`],
      ]) as object,
    }))
    const head = { format: EXPORT_FORMAT, schema: EXPORT_SCHEMA, exportedAt: '2026-01-01T00:00:00.000Z' }
    const file = { ...head, account: 'any', revision: layout.revision, tag: layout.tag, devices: [], widgets }
    ask(world, `/api/import?mode=${mode}`, { ...headOf(world, layout), file }, () => {})
  })
  return `a program imports a file, mode ${mode}`
}
