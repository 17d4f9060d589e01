/** Whatever happens on the way, all end with the same layout, and nothing acknowledged is lost in silence (S8). */
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sameJson } from '../../../core/layout/same-json'
import { createPostgresStore } from '../../../server/layouts/postgres-store'
import { saveLayout } from '../../../server/layouts/save'
import { type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'
import { createMemoryStore } from './memory-store'
import { countersOf, recounted } from './rows'
import { ACCOUNT, type Decided, isReported, live, RUNS, type Step, script } from './script'

describe('[S8] on a store in memory', () => {
  it('[S8] every device and the server end with the same layout', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        const { shown, server } = await live(createMemoryStore(), steps)
        for (const layout of shown) expect(layout).toEqual(server)
      }),
      RUNS,
    )
  })

  it('[S8] every edit that is acknowledged is in the layout, or was overruled by what is reported or later', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        const { decided } = await live(createMemoryStore(), steps)
        const known = new Map<string, number>()
        for (const one of decided) expectAccounted(one, known)
      }),
      RUNS,
    )
  })

  it('[S2] duplicates, whichever and whenever, change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        const without = createMemoryStore()
        // The same life, in which every save arrives once; a late one is a duplicate unless its answer was lost on the way.
        const once = steps.map(
          (step): Step => (step.do === 'save' && step.fate === 'twice' ? { ...step, fate: 'arrives' } : step),
        )
        const life = await live(without, once)
        const { head, widgets, versions, conflicts, lastN } = structuredClone(without.layouts.get(ACCOUNT)) ?? {}
        const now = { now: () => 4_000_000_000_000, newTag: () => 'again', pause: async () => {} }

        for (const { save } of life.decided.toReversed()) {
          const outcome = await saveLayout({ ...now, store: without }, { account: ACCOUNT, session: null }, save)
          expect(outcome).toMatchObject({ kind: 'saved', revised: false, answer: { status: 'duplicate' } })
        }
        expect(without.layouts.get(ACCOUNT) ?? {}).toMatchObject({
          ...(head && { head, widgets, versions, conflicts, lastN }),
        })
      }),
      { ...RUNS, numRuns: RUNS.numRuns / 3 },
    )
  })
})

/** Each new edit of a save is done, or reported, or overtaken by another edit of the same device, which is then what the answer says. */
function expectAccounted({ save, outcome }: Decided, known: Map<string, number>): void {
  expect(outcome.kind).toBe('saved')
  if (outcome.kind !== 'saved') return
  const { answer } = outcome
  const widgets = new Map(answer.widgets.map((widget) => [widget.id, widget]))
  for (const { writer, edits } of save.streams) {
    for (const edit of edits) {
      if (edit.n <= (known.get(writer) ?? 0) || isReported(answer.conflicts, writer, edit.n)) continue
      const widget = widgets.get(edit.widget)
      const about = JSON.stringify({ edit, widget })
      expect(widget, about).toBeDefined()
      const others = save.streams
        .flatMap((stream) => stream.edits)
        .filter((other) => other !== edit && other.widget === edit.widget)
      const isRemovedHere = others.some((other) => other.remove)
      if (edit.remove)
        expect(
          widget?.removed ||
            others.some((other) => other.revive || other.field === 'type') ||
            save.strategy === 'local',
          about,
        ).toBe(true)
      else if (edit.revive) expect(!widget?.removed || isRemovedHere, about).toBe(true)
      else if (widget?.removed) continue
      else {
        const field = widget?.fields[edit.field ?? '']
        const isDone = edit.unset
          ? field?.value === undefined
          : field !== undefined && sameJson(field.value, edit.value as never)
        expect(
          isDone || field?.device === save.device || others.some((other) => other.field === edit.field),
          about,
        ).toBe(true)
      }
    }
  }
  for (const [writer, lastN] of Object.entries(answer.lastN)) known.set(writer, Math.max(lastN, known.get(writer) ?? 0))
}

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
  })
  afterAll(() => fresh?.drop())

  it('[S8] the two statements read and write all that the decision needs: they do what a store that has everything at hand does', async () => {
    const { prisma } = fresh.database
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        // A store remembers by tag, and the tags of every life here are the same: it must not outlive its rows.
        const store = createPostgresStore(prisma)
        await prisma.$executeRawUnsafe('truncate layout, widget, field, writer, conflict, version, device')
        const real = await live(store, steps)
        const memory = await live(createMemoryStore(), steps)
        expect(real).toEqual(memory)
        expect(await countersOf(prisma, ACCOUNT)).toEqual(await recounted(prisma, ACCOUNT))
      }),
      { ...RUNS, numRuns: Math.max(5, RUNS.numRuns / 20) },
    )
  })
})
