/** Drawing again only what has changed. */
import { useState } from 'preact/hooks'
import { afterEach, expect, it } from 'vitest'
import { useKept } from '../../../src/ui/memo'
import { type Drawn, draw } from './draw'
import { createFakeServices } from './fake-services'

let drawn: Drawn
afterEach(() => drawn.undraw())

it('of many of a kind, only those are drawn again of which a prop is another', async () => {
  const times: Record<string, number> = {}
  function Entry({ name, text }: { name: string; text: string }) {
    times[name] = (times[name] ?? 0) + 1
    return <li>{text}</li>
  }
  let set: (texts: Record<string, string>) => void = () => {}
  function List() {
    const [texts, setTexts] = useState<Record<string, string>>({ a: '1', b: '1', c: '1' })
    const entry = useKept(Entry)
    set = setTexts
    return <ul>{Object.entries(texts).map(([name, text]) => entry(name, { name, text }))}</ul>
  }
  drawn = await draw(createFakeServices({}), <List />)
  const shown = () => drawn.root.querySelector('ul')?.textContent

  await drawn.act(() => set({ a: '1', b: '2', c: '1' }))
  expect([shown(), times]).toEqual(['121', { a: 1, b: 2, c: 1 }])
  await drawn.act(() => set({ c: '1', a: '1' }))
  expect([shown(), times]).toEqual(['11', { a: 1, b: 2, c: 1 }])
  await drawn.act(() => set({ c: '3', b: '2', a: '1' }))
  expect([shown(), times]).toEqual(['321', { a: 1, b: 3, c: 2 }])
})
