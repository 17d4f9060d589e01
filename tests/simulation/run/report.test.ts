import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readArguments } from './arguments'
import { addFigures } from './figures'
import { readFound, saveFound } from './found'
import { createProgress } from './progress'
import { failureReport, figuresTable, repeatCommand, withSettings } from './report'
import { planOf } from './stand-in-story'

const whole = planOf(123, 200)
const some = whole.filter(({ i }) => [3, 17, 40].includes(i))

describe('what is asked for', () => {
  const read = (text: string) => readArguments(text.split(' ').filter(Boolean), 2)

  it('many seeds, one, or mutants', () => {
    const many = { seeds: { from: 1, to: 1_000 }, operations: 200, cores: 2 }
    expect(read('')).toEqual({ kind: 'seeds', ...many, keepGoing: false, save: null })
    expect(read('--seeds 5..7 --operations 9 --cores 1 --keep-going --save lost-edit')).toEqual({
      kind: 'seeds',
      seeds: { from: 5, to: 7 },
      operations: 9,
      cores: 1,
      keepGoing: true,
      save: 'lost-edit',
    })
    expect(read('--seed=12 --keep 1,2 --set 1.device=0,2.urgent=false --words')).toEqual({
      kind: 'seed',
      seed: 12,
      operations: 200,
      keep: [1, 2],
      settings: [
        { i: 1, parameter: 'device', value: 0 },
        { i: 2, parameter: 'urgent', value: false },
      ],
      words: true,
      save: null,
    })
    expect(read('--mutants')).toEqual({ kind: 'mutants', names: null, ...many })
    expect(read('--mutants one,another --seeds 3')).toMatchObject({ names: ['one', 'another'], seeds: { to: 3 } })
  })

  it.each([
    ['--sedes 1..2', '“--sedes” is not known'],
    ['10', '“10” is not known'],
    ['--seeds 9..1', '--seeds must be a range like 1..10000, and “9..1” is none.'],
    ['--seeds', '--seeds needs a value.'],
    ['--seed 1e3', '--seed must be a whole number from 0 to 4294967295, and “1e3” is none.'],
    ['--cores 0', '--cores must be a whole number from 1'],
    ['--words=yes --seed 1', '--words takes no value.'],
    ['--seeds 1..2 --words', '--words does not go together with --seeds.'],
    ['--keep 1,x --seed 1', '--keep must name places'],
    ['--set 1.device --seed 1', '--set must name parameters'],
    ['--save ../x', '--save must be a name'],
  ])('%s makes no sense, in one sentence', (text, why) => {
    const command = read(text)
    expect(command).toEqual({ kind: 'bad', why: expect.stringContaining(why) })
  })
})

describe('a failure in words', () => {
  it('names the command that repeats it', () => {
    expect(repeatCommand(123, whole, whole)).toBe('npm run sim -- --seed 123')
    expect(repeatCommand(123, whole, some)).toBe('npm run sim -- --seed 123 --keep 3,17,40')
    const short = planOf(9, 50)
    expect(repeatCommand(9, short, short.slice(0, 1))).toBe('npm run sim -- --seed 9 --operations 50 --keep 0')
  })

  it('and the parameters that were played down, so that the command tells just that story', () => {
    const simple = some.map((operation) => (operation.i === 40 ? { ...operation, device: 0 } : operation))
    const command = repeatCommand(123, whole, simple)
    expect(command).toBe('npm run sim -- --seed 123 --keep 3,17,40 --set 40.device=0')
    const read = readArguments(command.split(' ').slice(4), 1)
    expect(read.kind === 'seed' && withSettings(some, read.settings)).toEqual(simple)
  })

  it('says rule, seed, time, history, and how to keep it', () => {
    const failure = { rule: 'S8', what: 'Two devices differ.', atMs: 64_000 }
    const report = failureReport({
      seed: 123,
      failure,
      whole,
      plan: some,
      isRepeated: true,
      words: ['1 s  a', '2 s  b'],
    })
    expect(report).toMatchInlineSnapshot(`
      "S8 at seed 123, 64.0 s into the story:
        Two devices differ.

      The story of 3 of 200 operations:
        1 s  a
        2 s  b

      Again:           npm run sim -- --seed 123 --keep 3,17,40 --words
      Kept as a test:  npm run sim -- --seed 123 --keep 3,17,40 --save <name>"
    `)
  })

  it('is kept as a file that is read again, and never written over', () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-found-'))
    try {
      expect(readFound(join(folder, 'none'))).toEqual([])
      const found = { name: 'lost-edit', rule: 'S8', seed: 123, operations: some }
      const path = saveFound(folder, found)
      expect(readFound(folder)).toEqual([found])
      expect(readFileSync(path, 'utf8').split('\n')).toContain('    { "i": 3, "kind": "edit", "device": 0 },')
      expect(() => saveFound(folder, found)).toThrow('EEXIST')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('figures', () => {
  it('are summed, but the greatest of what begins with max', () => {
    const sum = { saves: 2, maxRevision: 5 }
    addFigures(sum, { saves: 3, maxRevision: 4, conflicts: 1 })
    expect(sum).toEqual({ saves: 5, maxRevision: 5, conflicts: 1 })
  })

  it('stand in a table below the seeds', () => {
    expect(figuresTable({ told: 10_000, ms: 30_000, figures: { saves: 1_234 } })).toBe(
      [
        'seeds             10,000',
        'seconds             30.0',
        'seeds per minute  20,000',
        'saves              1,234',
      ].join('\n'),
    )
  })
})

describe('how far it is', () => {
  const said = (isTTY: boolean, times: number[]) => {
    const written: string[] = []
    let clock = 0
    const progress = createProgress({ isTTY, write: (text) => written.push(text) }, 1_000, () => clock)
    for (const at of times) {
      clock = at
      progress.at(at / 100, 1)
    }
    progress.say('S8 at seed 7')
    progress.end()
    return written
  }

  it('is a line that follows on a terminal, and a line a minute in a log', () => {
    const line = '25 of 1000 seeds, 1 failed, 600 a minute'
    expect(said(true, [500, 2_500, 3_000])).toEqual([`\r\x1b[K${line}`, '\r\x1b[K', 'S8 at seed 7\n'])
    expect(said(false, [2_500, 30_000, 60_000])).toEqual([
      '600 of 1000 seeds, 1 failed, 600 a minute\n',
      'S8 at seed 7\n',
    ])
  })
})
