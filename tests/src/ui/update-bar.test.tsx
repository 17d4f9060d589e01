import { afterEach, expect, it, vi } from 'vitest'
import { UpdateBar } from '../../../src/ui/update-bar'
import { type Drawn, draw } from './draw'
import { createFakeServices } from './fake-services'

const HOUR_MS = 3_600_000

let drawn: Drawn
afterEach(async () => {
  await drawn.undraw()
  vi.useRealTimers()
})

it('[D9] says that a new version waits, goes away on "Later", and comes back after a good while', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const services = createFakeServices()
  drawn = await draw(services, <UpdateBar />)
  const button = (words: string) =>
    [...drawn.root.querySelectorAll('button')].find(({ textContent }) => textContent === words)
  expect(button('Update')).toBeUndefined()
  await drawn.act(() => services.sync.setState({ updateWaiting: true }))
  expect(button('Update')).toBeDefined()

  await drawn.act(() => button('Later')?.click())
  expect(button('Update')).toBeUndefined()
  await drawn.act(() => vi.advanceTimersByTime(HOUR_MS))
  expect(button('Update')).toBeUndefined()
  await drawn.act(() => vi.advanceTimersByTime(4 * HOUR_MS))
  expect(button('Update')).toBeDefined()
})

it('[D9] says that it is under way after the yes, once, and can be asked again where it came to nothing', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const services = createFakeServices()
  services.sync.setState({ updateWaiting: true })
  drawn = await draw(services, <UpdateBar />)
  const button = () => drawn.root.querySelector('button')
  await drawn.act(() => button()?.click())
  await drawn.act(() => button()?.click())
  expect(button()?.textContent).toBe('Updating…')
  expect(services.calls).toEqual([['applyUpdate']])
  await drawn.act(() => vi.advanceTimersByTime(20_000))
  expect(button()?.textContent).toBe('Update')
})
