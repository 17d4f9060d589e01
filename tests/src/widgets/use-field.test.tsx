/** Who is told of an edit: those who draw the widget that changed, and nobody else. */
import { useLayoutEffect } from 'preact/hooks'
import { afterEach, expect, it } from 'vitest'
import { useField } from '../../../src/widgets/use-field'
import { type Drawn, draw } from '../ui/draw'
import { createFakeServices } from '../ui/fake-services'

const A = '11111111-1111-4111-8111-111111111111'
const B = '22222222-2222-4222-8222-222222222222'

let drawn: Drawn
afterEach(() => drawn.undraw())

it('a field is drawn again when it is another value, and with no other edit', async () => {
  let times = 0
  let looks = 0
  const fieldsOfB = { type: 'note', title: 'second' }
  const services = createFakeServices({
    [A]: { id: A, fields: { type: 'note', title: 'first' } },
    [B]: {
      id: B,
      get fields() {
        looks++
        return fieldsOfB
      },
    },
  })
  function Title({ id }: { id: string }) {
    times++
    return <p>{String(useField(id, 'title'))}</p>
  }
  drawn = await draw(services, [<Title key={A} id={A} />, <Title key={B} id={B} />])
  const shown = () => [...drawn.root.querySelectorAll('p')].map(({ textContent }) => textContent)
  const remote = (id: string, fields: Record<string, string | undefined>) =>
    drawn.act(() => services.remote(id, fields))

  times = 0
  looks = 0
  await remote(A, { title: 'other' })
  expect([shown(), times, looks]).toEqual([['other', 'second'], 1, 0])
  await remote(A, { 'data/text': 'not the title' })
  expect([shown(), times, looks]).toEqual([['other', 'second'], 1, 0])
  await drawn.act(() => services.layout.setState({ widgets: {} }))
  expect(shown()).toEqual(['undefined', 'undefined'])
})

it('what changed between the drawing and the listening is drawn, too', async () => {
  const services = createFakeServices({ [A]: { id: A, fields: { type: 'note', title: 'first' } } })
  function Title() {
    const title = useField(A, 'title')
    // Before the effect that listens.
    useLayoutEffect(() => services.remote(A, { title: 'in between' }), [])
    return <p>{String(title)}</p>
  }
  drawn = await draw(services, <Title />)
  expect(drawn.root.textContent).toBe('in between')
})
