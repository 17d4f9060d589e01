import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_VALUE_BYTES } from '../../../core/layout/limits'
import { blockEnds, readMarkdown, tasksOf, tickTask } from '../../../src/widgets/note/markdown'

const SEED = 20261130
/** Markdown is made of these; where they come together by chance, readers go wrong. */
const PIECES = [
  ...['- ', '- [ ] ', '- [x] ', '1. ', '> ', '# ', '\n', '\n\n', '    ', '```\n', '|a|b|\n|-|-|\n', '---\n'],
  ...['*', '**', '_', '~~', '`', '[', '](', ')', '![', '<b>', '</b>', '\\', 'a', 'word ', '\r\n', '\t', '&amp;'],
]
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 40 })
  .map((all) => all.join(''))

const NASTY: Record<string, string> = {
  quotes: '> '.repeat(8_000),
  lists: '- '.repeat(8_000),
  'lists in quotes': '> - '.repeat(4_000),
  'nested lines': Array.from({ length: 175 }, (_, i) => `${' '.repeat(i)}- x`).join('\n'),
  brackets: '['.repeat(16_000),
  'links in links': '[a]('.repeat(4_000),
  images: '!['.repeat(8_000),
  stars: '**a *b '.repeat(2_200),
  underscores: '_a__b'.repeat(3_200),
  ticks: '` `` '.repeat(3_000),
  tags: '<a '.repeat(5_000),
  table: `${'|a'.repeat(4_000)}\n${'|-'.repeat(4_000)}`,
  spaces: `${' '.repeat(16_000)}x`,
  dots: `${'a.'.repeat(8_000)}@`,
}

describe('a note’s text', () => {
  // What takes more and more time with each character never ends here.
  it.each(Object.entries(NASTY))('of nothing but %s is read to its end', (_, text) => {
    expect(readMarkdown(text.slice(0, MAX_VALUE_BYTES)).length).toBeGreaterThan(0)
  })

  it('is nested so deep at most that no stack is too small for it', () => {
    const depthOf = (tokens: unknown): number =>
      Array.isArray(tokens)
        ? Math.max(0, ...tokens.map((token) => 1 + Math.max(depthOf(token.tokens), depthOf(token.items))))
        : 0
    const deep = ['> '.repeat(300), '- '.repeat(300), '> - '.repeat(200)].map((marks) => `${marks}the end`)
    for (const text of [...deep, ...Object.values(NASTY)]) expect(depthOf(readMarkdown(text))).toBeLessThan(80)
  })

  it('has no HTML in it: tags are text, and Markdown between them still counts', () => {
    const json = JSON.stringify(readMarkdown('<script>alert(1)</script>\n\n<b>*x*</b>'))
    expect(json).not.toContain('"html"')
    expect(json).toContain('<script>')
    expect(json).toContain('"em"')
  })

  it('says where each block ends that is drawn', () => {
    const text = '# One\n\n\nTwo\n\n- a\n- b\n'
    expect(blockEnds(readMarkdown(text)).map((end) => text.slice(0, end))).toEqual([
      '# One',
      '# One\n\n\nTwo',
      '# One\n\n\nTwo\n\n- a\n- b',
    ])
  })
})

describe('ticking a task', () => {
  it.each([
    ['- [ ] a', 0, '- [x] a'],
    ['- [x] a\r\n- [X] b', 1, '- [x] a\r\n- [ ] b'],
    ['```\n- [ ] no task\n```\n1. [ ] a', 0, '```\n- [ ] no task\n```\n1. [x] a'],
    ['> - [ ] a\n>   - [ ] b', 1, '> - [ ] a\n>   - [x] b'],
    ['* [ ] a\n\n* [ ] b\n\n  more', 1, '* [ ] a\n\n* [x] b\n\n  more'],
    ['- x\n  - [ ] deep', 0, '- x\n  - [x] deep'],
  ])('%j, number %i', (text, task, ticked) => expect(tickTask(text, task)).toBe(ticked))

  it('is nothing where there is no such task', () => {
    expect(tickTask('- [ ] a', 1)).toBeNull()
    expect(tickTask('[ ] a\n    - [ ] b', 0)).toBeNull()
  })

  it('changes one sign of the text and that task alone, in whatever text', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, n) => {
        const before = tasksOf(readMarkdown(text))
        if (before.length === 0) return
        const task = n % before.length
        const ticked = tickTask(text, task)
        // What looks like no box that one knows is left as it is.
        if (ticked === null) return
        expect([...ticked].filter((sign, i) => sign !== [...text][i])).toHaveLength(1)
        expect(tasksOf(readMarkdown(ticked))).toEqual(before.map((done, i) => (i === task ? !done : done)))
      }),
      { seed: SEED, numRuns: 1_000 },
    )
  })
})
