import { afterEach, describe, expect, it } from 'vitest'
import Catalogue from '../../../src/screens/catalogue/catalogue'
import { matches } from '../../../src/screens/catalogue/search'
import { WIDGET_TYPES } from '../../../src/widgets/registry'
import { loadParts } from '../../../src/widgets/use-parts'
import { type Drawn, draw, typeInto } from '../ui/draw'
import { createFakeServices } from '../ui/fake-services'

let drawn: Drawn
let closed = 0
async function open() {
  closed = 0
  await Promise.all(WIDGET_TYPES.map(loadParts))
  const services = createFakeServices()
  drawn = await draw(services, <Catalogue onClose={() => closed++} />)
  const names = () => [...drawn.root.querySelectorAll('.card-words strong')].map((one) => one.textContent)
  const search = (text: string) =>
    drawn.act(() => typeInto(drawn.root.querySelector('input') as HTMLInputElement, text))
  return { services, names, search }
}

describe('the catalogue', () => {
  afterEach(() => drawn.undraw())

  it('shows every type with what it looks like, and adds the one that is chosen', async () => {
    const { services, names } = await open()
    expect(names()).toEqual(WIDGET_TYPES.map((type) => type.words().name))
    expect(drawn.root.querySelectorAll('.preview[inert] .preview-widget')).toHaveLength(WIDGET_TYPES.length)
    expect(drawn.root.textContent).not.toContain('This widget cannot be shown')
    await drawn.act(() => drawn.root.querySelector<HTMLElement>('[aria-label="Add Clock"]')?.click())
    expect(closed).toBe(1)
    expect(services.calls).toEqual([['addWidget', 'clock', {}]])
  })

  it('[L1] a preview makes no edit', async () => {
    const { services } = await open()
    expect(services.calls).toEqual([])
  })

  it('finds by the beginning of a word, and says when nothing is called so', async () => {
    const { names, search, services } = await open()
    await search('clo')
    expect(names()).toContain('Clock')
    await search('xyzzy')
    expect(names()).toEqual([])
    expect(drawn.root.textContent).toContain('No widget is called “xyzzy”')
    await search('clock')
    await drawn.act(() => drawn.root.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true })))
    expect(services.calls.map(([name]) => name)).toEqual(['addWidget'])
  })

  it('asks for no accents or capitals', () => {
    const words = { name: 'Zähler', about: 'Wie oft etwas geschah' }
    expect(['zahler', 'ZÄH', 'oft zäh', ''].every((wanted) => matches(words, wanted))).toBe(true)
    expect(matches(words, 'ähler')).toBe(false)
  })
})
