import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { eventWords } from '../../../src/inspector/event-words'

/** Everything that is ever noted, as it stands in the source. */
function noted(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
  return files.flatMap((file) => {
    const source = readFileSync(join(folder, file), 'utf8')
    return [...source.matchAll(/(?:journal|log)\.note\(\s*(?:[\w.]+,\s*)?'([a-z-]+)'/g)].map(([, what]) => what ?? '')
  })
}

const names = [...new Set(['src', 'sw', 'server/routes'].flatMap((folder) => noted(folder)))]

it('finds what is noted', () => {
  expect(names).toEqual(expect.arrayContaining(['edit', 'put', 'settled', 'fault']))
})

it.each(names)('has words for “%s”', (what) => {
  expect(eventWords({ at: 0, place: 'page', what, details: {} })).not.toBe(what)
})

it('says of a send which try it was and why', () => {
  const details = { entry: 1, cause: 'plan', attempt: 3 }
  expect(eventWords({ at: 0, place: 'worker', what: 'send', details })).toBe('Sent, try 3 (its time had come)')
})
