import { afterEach, describe, expect, it, vi } from 'vitest'
import { noteParts } from '../../../src/widgets/note/note'
import { press, typeInto } from '../ui/draw'
import { drawWidget, ID, type OneWidget } from './one-widget'

let note: OneWidget
const start = async (text: string) => {
  note = await drawWidget(noteParts, { type: 'note', 'data/text': text })
}
const paper = () => note.find('.note-formatted')
const field = () => note.root.querySelector('textarea')
const click = (selector: string) => note.act(() => note.find(selector).click())

describe('a note', () => {
  afterEach(() => {
    note.undraw()
    vi.restoreAllMocks()
  })

  it('is drawn formatted while nobody writes', async () => {
    await start(
      '# One\n\na **b** *c* ~~d~~ `e`\nline\n\n1. x\n2. y\n\n> q\n\n| h | i |\n|---|--:|\n| 1 | 2 |\n\n```\ncode\n```\n\n---',
    )
    const tags = ['h2', 'strong', 'em', 'del', 'code', 'br', 'ol li', 'blockquote p', 'th', 'td', 'pre code', 'hr']
    for (const tag of tags) expect(paper().querySelector(tag), tag).not.toBeNull()
    expect(field()).toBeNull()
    expect(note.find('[role=group]').getAttribute('aria-label')).toBe('Text of the note')
  })

  it('is text whatever it says: no HTML, no image, no link but to the web and to mail', async () => {
    await start(
      [
        '<img src=x onerror=alert(1)> <script>alert(2)</script> <a href="javascript:alert(3)">a</a>',
        '[one](javascript:alert(4)) [two](  JaVaScRiPt:alert(5)) [three](data:text/html,x) [four](vbscript:x)',
        '![five](javascript:alert(6)) ![six](https://example.org/a.png) <javascript:alert(7)>',
        '[seven](https://example.org/?a=1&b=2) https://example.com ada@example.org',
        '[eight]\n\n[eight]: javascript:alert(8)',
      ].join('\n\n'),
    )
    for (const tag of ['img', 'script', 'iframe']) expect(note.root.querySelector(tag)).toBeNull()
    expect(note.all<HTMLAnchorElement>('a').map((link) => link.getAttribute('href'))).toEqual([
      'https://example.org/a.png',
      'https://example.org/?a=1&b=2',
      'https://example.com/',
      'mailto:ada@example.org',
    ])
    for (const link of note.all<HTMLAnchorElement>('a')) {
      expect(link.target).toBe('_blank')
      expect(link.rel).toContain('noopener')
    }
    expect(paper().textContent).toContain('<script>alert(2)</script>')
    expect(paper().textContent).toContain('one two')
  })

  it('draws what is nested without end, and 16 kB of anything', async () => {
    for (const text of ['> '.repeat(8_000), '- '.repeat(8_000), '**a _b '.repeat(2_300), '[a]('.repeat(4_000)]) {
      await start(`${text} the end`)
      expect(paper().textContent).toContain('the end')
      note.undraw()
    }
    await start('')
  })

  it('begins to be written by a press on it, at the end of that block, and Escape ends it', async () => {
    await start('First\n\nSecond')
    await click('.note-formatted p')
    expect(document.activeElement).toBe(field())
    expect(field()?.selectionStart).toBe('First'.length)
    await note.act(() => press(field() as Element, 'Escape'))
    expect(field()).toBeNull()
    expect(document.activeElement).toBe(note.find('.note-edit'))
    expect(note.edits()).toEqual([])
  })

  it('[D3] what was typed is an edit when Ctrl+Enter ends it', async () => {
    await start('old')
    await click('.note-edit')
    await note.act(() => typeInto(field() as HTMLTextAreaElement, '**new**'))
    await note.act(() => press(field() as Element, 'Enter', { ctrlKey: true }))
    expect(note.edits()).toEqual([{ 'data/text': '**new**' }])
    expect(paper().querySelector('strong')?.textContent).toBe('new')
  })

  it('opens its links, and lets its text be marked, without being written', async () => {
    await start('[a](https://example.org) b')
    note.find('a').addEventListener('click', (event) => event.preventDefault())
    await click('a')
    expect(field()).toBeNull()
    vi.spyOn(window, 'getSelection').mockReturnValue({ isCollapsed: false } as Selection)
    await click('.note-formatted p')
    expect(field()).toBeNull()
  })

  it('ticks a task in place: an edit of the text, and nothing is written otherwise', async () => {
    await start('- [ ] Bread\n- [x] Olives')
    const [bread] = note.all<HTMLInputElement>('.note-box')
    expect(bread?.getAttribute('aria-label')).toBe('Done: Bread')
    await note.act(() => bread?.click())
    expect(note.edits()).toEqual([{ 'data/text': '- [x] Bread\n- [x] Olives' }])
    expect(note.all<HTMLInputElement>('.note-box').map((box) => box.checked)).toEqual([true, true])
    expect(field()).toBeNull()
  })

  it('is there to be written when it is empty, and stays so while one types', async () => {
    await start('')
    expect(field()?.placeholder).toBe('Write something…')
    await note.act(() => typeInto(field() as HTMLTextAreaElement, 'a'))
    expect(document.activeElement).toBe(field())
    await note.act(() => field()?.blur())
    expect(paper().textContent).toBe('a')
    await note.act(() => note.services.remote(ID, { 'data/text': '# theirs' }))
    expect(paper().querySelector('h2')?.textContent).toBe('theirs')
  })
})
