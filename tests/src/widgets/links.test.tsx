import { afterEach, describe, expect, it } from 'vitest'
import type { Json } from '../../../core/layout/model'
import { colourOf, titleOf } from '../../../src/widgets/links/host'
import { linksParts } from '../../../src/widgets/links/links'
import { press, typeInto } from '../ui/draw'
import { drawWidget, type OneWidget, pasteInto } from './one-widget'

const TWO: Record<string, Json> = {
  type: 'links',
  'data/link:a': { title: 'Wikipedia', url: 'https://en.wikipedia.org/', order: 1 },
  'data/link:b': { title: '', url: 'https://docs.example.com/x', order: 2 },
}

let links: OneWidget
const start = async (fields: Record<string, Json> = TWO) => {
  links = await drawWidget(linksParts, fields)
}
const names = () => links.all('.link-title').map((title) => title.textContent)
const button = (label: string) => {
  const found = links.all('button').find((one) => `${one.textContent}${one.getAttribute('aria-label') ?? ''}` === label)
  if (found === undefined) throw new Error(`there is no button ${label}`)
  return links.act(() => found.click())
}
const address = () => links.find<HTMLInputElement>('.add-link input')
const submit = () =>
  links.act(() => links.find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))

describe('links', () => {
  afterEach(() => links.undraw())

  it('open in a new tab that cannot reach this one', async () => {
    await start()
    expect(names()).toEqual(['Wikipedia', 'docs.example.com'])
    for (const link of links.all<HTMLAnchorElement>('a')) {
      expect(link.target).toBe('_blank')
      expect(link.rel).toContain('noopener')
    }
  })

  it('one is added by its address; its title is guessed from the host unless one is given', async () => {
    await start({ type: 'links' })
    expect(links.root.textContent).toContain('No links yet')
    await button('Add a link')
    expect(document.activeElement).toBe(address())
    await links.act(() => typeInto(address(), 'docs.google.com/a'))
    expect(links.all<HTMLInputElement>('.add-link input')[1]?.placeholder).toBe('Google Docs')
    await submit()
    const [made] = Object.values(links.edits()[0] ?? {})
    expect(made).toEqual({ url: 'https://docs.google.com/a', title: 'Google Docs', order: 1 })
  })

  it('what is no web or mail address is refused, and becomes no link where another device wrote it', async () => {
    await start({ type: 'links', 'data/link:a': { title: 'Trap', url: 'javascript:alert(1)', order: 1 } })
    expect(links.all('a')).toEqual([])
    expect(links.root.textContent).toContain('Not a web or mail address')
    await button('Add a link')
    await links.act(() => typeInto(address(), 'javascript:alert(1)'))
    await submit()
    expect(links.edits()).toEqual([])
    expect(links.find('[role=alert]').textContent).toContain('no web or mail address')
    expect(document.activeElement).toBe(address())
  })

  it('several pasted addresses are added in one step', async () => {
    await start()
    await button('Add a link')
    await links.act(() => pasteInto(address(), 'https://a.example.org\n\nb.example.org\n'))
    expect(links.edits()).toHaveLength(1)
    expect(names()).toEqual(['Wikipedia', 'docs.example.com', 'Example', 'Example'])
  })

  it('are edited and put in order in place, each an edit of that link alone', async () => {
    await start()
    await button('Edit links')
    const [title] = links.all<HTMLInputElement>('.edit-link input')
    await links.act(() => typeInto(title as HTMLInputElement, 'Encyclopaedia'))
    await links.act(() => title?.blur())
    const [handle] = links.all('.entry-handle')
    await links.act(() => press(handle as Element, 'ArrowDown', { altKey: true }))
    for (const fields of links.edits()) expect(Object.keys(fields)).toEqual(['data/link:a'])
    await button('Done')
    expect(names()).toEqual(['docs.example.com', 'Encyclopaedia'])
  })

  it('one is deleted by its menu, with an offer to undo', async () => {
    await start()
    await button('Edit links')
    await links.act(() => links.all('[aria-haspopup=menu]')[0]?.click())
    await links.act(() => links.all('[role=menuitem]').at(-1)?.click())
    expect(links.edits()).toEqual([{ 'data/link:a': undefined }])
    await links.act(() => links.toasts.store.getState().toasts[0]?.action?.run())
    await button('Done')
    expect(names()).toEqual(['Wikipedia', 'docs.example.com'])
  })
})

describe('a host', () => {
  it.each([
    ['https://www.nytimes.com/a', 'Nytimes'],
    ['https://docs.google.com/', 'Google Docs'],
    ['https://en.wikipedia.org/wiki/X', 'Wikipedia'],
    ['https://news.bbc.co.uk/', 'Bbc News'],
    ['http://localhost:8787/', 'localhost:8787'],
    ['http://192.168.1.5/', '192.168.1.5'],
    ['http://[::1]/', '[::1]'],
    ['mailto:ada@example.org', 'ada@example.org'],
  ])('%s gives the title %s', (href, title) => expect(titleOf(href)).toBe(title))

  it('gives the same colour to all its pages', () => {
    expect(colourOf('https://www.example.org/a')).toBe(colourOf('https://example.org/b'))
    const hosts = Array.from({ length: 40 }, (_, i) => `https://host${i}.example.org/`)
    expect(new Set(hosts.map(colourOf)).size).toBe(5)
  })
})
