import { afterEach, describe, expect, it, vi } from 'vitest'
import { AccountDialog } from '../../../src/ui/account-dialog'
import { type Drawn, draw, typeInto } from './draw'
import { createFakeServices } from './fake-services'

let drawn: Drawn
afterEach(() => drawn.undraw())

const GUEST = 'guest1'
const ADDRESS = 'ada@example.com'

/** A guest with so many widgets signs in. */
async function signIn(count: number, refused = 0) {
  const services = createFakeServices()
  const found = [
    // Another guest's, from before, was asked about then.
    { account: 'guest0', count: 5, refused: 0 },
    { account: GUEST, count, refused },
  ].filter((left) => left.count + left.refused > 0)
  services.account.current = () => ({ account: GUEST, email: null })
  services.leftBehind = { ...services.leftBehind, list: async () => found }
  const onClose = vi.fn()
  drawn = await draw(services, <AccountDialog onClose={onClose} />)
  const button = (label: string) => [...drawn.root.querySelectorAll('button')].find((one) => one.textContent === label)
  await drawn.act(() => button('Sign in')?.click())
  const field = (type: string) => drawn.root.querySelector(`input[type=${type}]`) as HTMLInputElement
  await drawn.act(() => typeInto(field('email'), ADDRESS))
  await drawn.act(() => typeInto(field('password'), 'correct horse'))
  await drawn.act(() => drawn.root.querySelector('form')?.requestSubmit())
  await vi.waitFor(() => expect(said()).toContain(`Signed in as ${ADDRESS}.`))
  await drawn.act(() => {})
  return { services, found, onClose, button }
}

const said = () => drawn.toasts.store.getState().toasts.map(({ text }) => text)
const title = () => drawn.root.querySelector('dialog h2')?.textContent
const asked = (calls: [string, ...unknown[]][]) => calls.filter(([name]) => name === 'add' || name === 'discard')

describe('[D13] a guest who signs in to an account', () => {
  it('is asked what becomes of the widgets, and has them added', async () => {
    const { services, onClose, button } = await signIn(3)
    expect(title()).toBe('What becomes of the 3 widgets you made here?')
    expect(onClose).not.toHaveBeenCalled()
    await drawn.act(() => button(`Add them to ${ADDRESS}`)?.click())
    await vi.waitFor(() => expect(onClose).toHaveBeenCalled())
    expect(asked(services.calls)).toEqual([['add', GUEST]])
    expect(said()).toContain('Added to this dashboard.')
  })

  it('may leave them, or say nothing: either way they are kept', async () => {
    const leaving = await signIn(1)
    expect(title()).toBe('What becomes of the widget you made here?')
    await drawn.act(() => leaving.button('Leave it')?.click())
    expect(leaving.onClose).toHaveBeenCalled()
    expect(asked(leaving.services.calls)).toEqual([])
    expect(said()).toContain('Left on this device: you find it under Account.')
    drawn.undraw()

    const silent = await signIn(2)
    await drawn.act(() => drawn.root.querySelector('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true })))
    expect(silent.onClose).toHaveBeenCalled()
    expect(asked(silent.services.calls)).toEqual([])
  })

  it('is told that they are still here where they could not be added', async () => {
    const { services, onClose, button } = await signIn(2)
    services.leftBehind.add = () => Promise.reject(new Error('no'))
    await drawn.act(() => button(`Add them to ${ADDRESS}`)?.click())
    await vi.waitFor(() => expect(onClose).toHaveBeenCalled())
    expect(said().some((text) => text.includes('still kept here'))).toBe(true)
  })

  it.each([
    ['nothing', 0],
    ['no widget, only what a server refused', 1],
  ])('is not asked about %s', async (_, refused) => {
    const { onClose } = await signIn(0, refused)
    await vi.waitFor(() => expect(onClose).toHaveBeenCalled())
    expect(drawn.root.textContent).not.toContain('What becomes')
  })
})
