/** The screen of devices: what is listed and asked, what adding a device says at each step. */
import { afterEach, expect, it } from 'vitest'
import DevicesScreen from '../../../src/screens/devices/devices-screen'
import { waitFor } from '../../support/wait-for'
import { type Drawn, draw, typeInto } from '../ui/draw'
import { createFakeDevices, device, NOW } from './fake-devices'

let drawn: Drawn
afterEach(() => drawn.undraw())

const OTHER = device({ id: '00000000-0000-4000-8000-00000000000b', name: 'Kitchen', ownName: 'Firefox on Linux' })
const THIS = device({ current: true, lastSeen: NOW })

async function open(fake = createFakeDevices([THIS, OTHER]), email: string | null = 'ada@example.org') {
  fake.services.account.current = () => ({ account: 'ada', email })
  drawn = await draw(fake.services, <DevicesScreen />)
  await drawn.act(() => {})
  await waitFor(() => expect(drawn.root.textContent).not.toContain('Looking'))
  const button = (label: string | RegExp) =>
    [...drawn.root.querySelectorAll('button')].find((one) => {
      const name = (one.getAttribute('aria-label') ?? one.textContent ?? '').replace(/[\u2068\u2069]/g, '')
      return typeof label === 'string' ? name === label : label.test(name)
    })
  return {
    fake,
    text: () => (drawn.root.textContent ?? '').replace(/[\u2068\u2069]/g, ''),
    button,
    click: (label: string | RegExp) => drawn.act(() => button(label)?.click()),
    hosts: (state: Parameters<typeof fake.hosts>[0]) => drawn.act(() => fake.hosts(state)),
  }
}

it('lists the devices: which one this is, when the others were there, and which are signed out', async () => {
  const gone = device({ id: '00000000-0000-4000-8000-00000000000c', name: null, signedIn: false })
  const { text } = await open(createFakeDevices([THIS, OTHER, gone]))
  expect(text()).toContain('This device')
  expect(text()).toMatch(/KitchenLast seen 2 hours ago/)
  expect(text()).toMatch(/A device without a nameSigned out/)
})

it('a device is named, and called by its own name again when the field is left empty', async () => {
  const { fake, click } = await open()
  await click('Rename Kitchen')
  const field = drawn.root.querySelector('input') as HTMLInputElement
  expect(field.value).toBe('Kitchen')
  await drawn.act(() => typeInto(field, '  Hall '))
  await click('Save')
  await click('Rename Kitchen')
  await drawn.act(() => typeInto(drawn.root.querySelector('input') as HTMLInputElement, ' '))
  await click('Save')
  expect(fake.calls).toEqual([
    ['rename', OTHER.id, 'Hall'],
    ['rename', OTHER.id, null],
  ])
})

it('a device is removed only after it was said what happens', async () => {
  const { fake, text, click } = await open()
  await click('Remove Kitchen')
  expect(text()).toContain('It is signed out at once')
  await click('Cancel')
  expect(fake.calls).toEqual([])
  await click('Remove Kitchen')
  await click('Remove')
  expect(fake.calls).toEqual([['remove', OTHER.id]])
  await waitFor(() =>
    expect(drawn.toasts.store.getState().toasts).toMatchObject([
      { kind: 'success', text: expect.stringContaining('removed') },
    ]),
  )
})

it('removing this device says that it signs out, and a guest how to come back', async () => {
  const full = await open()
  await full.click('Remove Pixel 9')
  expect(full.text()).toContain('You are signed out here')
  expect(full.button('Remove and sign out')).toBeDefined()
  drawn.undraw()
  const guest = await open(createFakeDevices([THIS, OTHER]), null)
  await guest.click('Remove Pixel 9')
  expect(guest.text()).toContain('add this device from one of them')
})

it('a guest’s only device cannot be removed: there would be no way back to the dashboard', async () => {
  const signedOut = { ...OTHER, signedIn: false }
  const { button } = await open(createFakeDevices([THIS, signedOut]), null)
  expect(button('Remove Pixel 9')).toBeUndefined()
  expect(button('Remove Kitchen')).toBeDefined()
})

it('adding shows the code, its picture and how long it lasts', async () => {
  const { fake, text, click, hosts } = await open()
  await click('Add a device')
  expect(fake.calls).toEqual([['begin']])
  await hosts({ kind: 'open', code: '7K3Q-X9VM', endsAt: NOW + 400_000, silent: false })
  expect(drawn.root.querySelector('output')?.textContent).toBe('7K3Q-X9VM')
  expect(text()).toContain('for 7 minutes.')
  await waitFor(() => expect(drawn.root.querySelector('.qr path')?.getAttribute('d')).toMatch(/^M\d/))
  await hosts({ kind: 'open', code: '7K3Q-X9VM', endsAt: NOW + 40_000, silent: true })
  expect(text()).toContain('for 40 seconds.')
  expect(text()).toContain('The server cannot be reached')
  await click('Cancel the code')
  expect(fake.calls.at(-1)).toEqual(['withdraw'])
})

it('who wants to join is named, and let in or refused by the person', async () => {
  const { fake, text, click, hosts, button } = await open()
  await hosts({ kind: 'asking', deviceName: 'Galaxy <b>Tab</b>', endsAt: NOW, silent: false })
  expect(text()).toContain('Galaxy <b>Tab</b> wants to join')
  await click('Refuse')
  await click('Let it in')
  expect(fake.calls).toEqual([
    ['decide', false],
    ['decide', true],
  ])
  await hosts({ kind: 'deciding', deviceName: null, admit: true, silent: false })
  expect(button('Letting it in…')?.disabled).toBe(true)
  await hosts({ kind: 'admitted', deviceName: null, silent: false })
  expect(text()).toContain('A device may join')
  await hosts({ kind: 'refused', deviceName: 'Pixel 9' })
  expect(text()).toContain('Pixel 9 was refused')
  await hosts({ kind: 'over' })
  expect(text()).toContain('The time of that code is over')
})

it('a device that has joined is listed', async () => {
  const { fake, text, hosts } = await open(createFakeDevices([THIS]))
  fake.answers([THIS, OTHER])
  await hosts({ kind: 'joined', deviceName: 'Firefox on Linux' })
  expect(text()).toContain('Firefox on Linux has joined.')
  await waitFor(() => expect(text()).toContain('Kitchen'))
})

it('without a server it says so, and what to do', async () => {
  const fake = createFakeDevices()
  fake.answers('unreachable')
  const { text, click } = await open(fake)
  expect(text()).toContain('Try again when you are online')
  fake.answers([THIS])
  await click('Try again')
  await waitFor(() => expect(text()).toContain('This device'))
  fake.answers('unauthenticated')
  drawn.undraw()
  const ended = await open(fake)
  expect(ended.text()).toContain('Sign in again')
})
