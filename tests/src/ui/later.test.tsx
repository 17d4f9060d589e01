import { afterEach, describe, expect, it, vi } from 'vitest'
import { Later, loadAhead } from '../../../src/ui/later'
import { waitFor } from '../../support/wait-for'
import { type Drawn, draw } from './draw'
import { createFakeServices } from './fake-services'

let drawn: Drawn
afterEach(() => drawn.undraw())

const Greeting = ({ name }: { name: string }) => <p>Hello {name}</p>
const broken = () => Promise.reject<typeof Greeting>(new TypeError('Failed to fetch'))
const text = () => drawn.root.textContent
const said = () => drawn.toasts.store.getState().toasts.map((toast) => toast.text)

describe('what is loaded when it is opened', () => {
  it('is drawn with what it is given, once it is there', async () => {
    let arrive = () => {}
    const load = () => new Promise<typeof Greeting>((resolve) => (arrive = () => resolve(Greeting)))
    drawn = await draw(createFakeServices(), <Later load={load} props={{ name: 'you' }} />)
    expect(text()).toBe('Loading…')
    await drawn.act(() => arrive())
    await waitFor(() => expect(text()).toBe('Hello you'))
  })

  it('is drawn at once when it was loaded before, and loaded once', async () => {
    const load = vi.fn(async () => Greeting)
    await loadAhead(load)
    drawn = await draw(createFakeServices(), <Later load={load} props={{ name: 'again' }} />)
    expect(text()).toBe('Hello again')
    expect(load).toHaveBeenCalledOnce()
  })

  it('leaves what was there until it comes', async () => {
    const load = () => new Promise<typeof Greeting>(() => {})
    drawn = await draw(createFakeServices(), <Later load={load} props={{ name: '' }} meanwhile={<p>Wait here</p>} />)
    expect(text()).toBe('Wait here')
  })

  it('says in its place that it could not be loaded, and that nothing is lost', async () => {
    drawn = await draw(createFakeServices(), <Later load={broken} props={{ name: '' }} />)
    await waitFor(() =>
      expect(drawn.root.querySelector('[role=alert]')?.textContent).toContain('Your changes are kept'),
    )
    expect(said()).toEqual([])
  })

  it('says so in a toast where it would lie over the page, and closes', async () => {
    const onFailed = vi.fn()
    drawn = await draw(createFakeServices(), <Later load={broken} props={{ name: '' }} onFailed={onFailed} />)
    await waitFor(() => expect(onFailed).toHaveBeenCalledOnce())
    expect(said()).toEqual([expect.stringContaining('Your changes are kept')])
    expect(text()).toBe('')
  })
})
