import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { german } from '../../../src/words/de/all'
import { speak, type Words } from '../../../src/words/spoken'

/** A text, a sentence with something in it, or more of both. */
type Part = string | ((...args: never[]) => unknown) | { [name: string]: Part }

const folder = join(import.meta.dirname, '../../../src/words/en')
const ofGerman = german as unknown as Record<string, Part>

/** Every area of English, by the key under which German has it. */
const areas = await Promise.all(
  readdirSync(folder).map(async (file) => {
    const made: Record<string, Words<{ [name: string]: Part }>> = await import(join(folder, file))
    const [name, words] = Object.entries(made).find(([key]) => key.endsWith('Words')) ?? []
    if (name === undefined || words === undefined) throw new Error(`${file} makes no words`)
    return { area: name.replace(/Words$/, ''), words }
  }),
)

afterEach(() => speak({}))

/** What there is, by name: 'text', or how many things are said in it. */
function shape(part: Part | undefined, path = ''): Record<string, string | number> {
  if (part === undefined) return { [path]: 'missing' }
  if (typeof part === 'string') return { [path]: 'text' }
  if (typeof part === 'function') return { [path]: part.length }
  return Object.assign({}, ...Object.entries(part).map(([name, inner]) => shape(inner, `${path}/${name}`)))
}

/** Every text below, by name, and each sentence with the same things in it. */
function texts(part: Part, path: string): [path: string, text: string][] {
  if (typeof part === 'string') return [[path, part]]
  if (typeof part === 'object') return Object.entries(part).flatMap(([name, inner]) => texts(inner, `${path}/${name}`))
  return [1, 2].flatMap((n) => {
    try {
      return [[`${path}(${n})`, String(part(...(THINGS.map((thing) => thing(n)) as never[])))]]
    } catch {
      return []
    }
  })
}

const THINGS = [(n: number) => n, (n: number) => n === 1, String, String]

/** Said alike in both: names, and words that German took over. */
const ALIKE = [
  'settings/app',
  'settings/themes/system',
  'settings/version(1)',
  'settings/version(2)',
  'widgets/links/name',
  'widgets/countdown/name',
  'widgets/unknown/name',
  'widgets/unknown/about',
  'timeline/places/worker',
  'timeline/places/server',
  'account/signedInAround/1',
  'inspector/status(1)',
  'inspector/status(2)',
  'timeline/events/request(1)',
  'timeline/events/request(2)',
  'timeline/edited(2)',
  'conflicts/by(1)',
  'conflicts/by(2)',
  'conflicts/whatOf(1)',
  'conflicts/whatOf(2)',
  'history/option(1)',
  'history/option(2)',
  'history/side(1)',
  'history/side(2)',
  'history/boxLabel(1)',
  'history/boxLabel(2)',
  'devices/code',
  'devices/newName',
  'habits/name',
  'ways/dashboard',
  'joining/code',
  'joining/placeholder',
  'syncHealth/summary(1)',
  'syncHealth/summary(2)',
  'timer/modes/timer',
  'timer/modes/pomodoro',
  'timer/start',
  'timer/pause',
  'widgets/timer/name',
]

describe('German', () => {
  it.each(areas)('has all of $area, and nothing else', ({ area, words }) => {
    speak({})
    const there = ofGerman[area]
    expect(shape(there)).toEqual(shape(words()))
  })

  it('has no area that English has not', () => {
    expect(Object.keys(german).sort()).toEqual(areas.map(({ area }) => area).sort())
  })

  it('is not English', () => {
    const alike = areas.flatMap(({ area, words }) => {
      const translated = new Map(texts(ofGerman[area] ?? {}, area))
      return texts(words(), area).flatMap(([path, text]) => (translated.get(path) === text ? [path] : []))
    })
    expect(alike.filter((path) => !ALIKE.includes(path))).toEqual([])
  })

  it.each(areas)('is what $area says while it is spoken, and English again afterwards', ({ area, words }) => {
    const english = words()
    speak(german as unknown as Record<string, object>)
    expect(words()).toBe(ofGerman[area])
    speak({})
    expect(words()).toBe(english)
  })
})
