/** The screen of joining: nothing is sent before the person says so, and each step is said in words. */
import { afterEach, expect, it } from 'vitest'
import JoinScreen from '../../../src/screens/join/join-screen'
import { type Drawn, draw, typeInto } from '../ui/draw'
import { createFakeDevices } from './fake-devices'

let drawn: Drawn
afterEach(() => {
  drawn.undraw()
  window.location.hash = ''
})

async function open(hash: string) {
  window.location.hash = hash
  const fake = createFakeDevices()
  drawn = await draw(fake.services, <JoinScreen />)
  const click = (label: string) =>
    drawn.act(() =>
      [...drawn.root.querySelectorAll('button')].find(({ textContent }) => textContent === label)?.click(),
    )
  return {
    fake,
    click,
    field: () => drawn.root.querySelector('input') as HTMLInputElement,
    text: () => drawn.root.textContent ?? '',
    submit: async () => {
      await drawn.act(() => drawn.root.querySelector('form')?.requestSubmit())
      await drawn.act(() => {})
    },
    joins: (state: Parameters<typeof fake.joins>[0]) => drawn.act(() => fake.joins(state)),
  }
}

it('a link brings the code, and nobody joins by a link alone', async () => {
  const { fake, field, text, submit } = await open('#/join/7k3q-x9vm')
  expect(field().value).toBe('7K3Q-X9VM')
  expect(text()).toContain('somebody you trust')
  expect(fake.calls).toEqual([])
  await submit()
  expect(fake.calls).toEqual([['join', '7K3Q-X9VM']])
})

it.each(['#/join', '#/join/', '#/join/rubbish', '#/join/%E0%A4%A'])('%s asks for the code', async (hash) => {
  const { fake, field, text, submit } = await open(hash)
  expect(field().value).toBe('')
  await drawn.act(() => typeInto(field(), 'ABC'))
  await submit()
  expect(text()).toContain('A code has eight letters and digits')
  expect(fake.calls).toEqual([])
  await drawn.act(() => typeInto(field(), 'oiL0 x9vm'))
  await submit()
  expect(fake.calls).toEqual([['join', 'oiL0 x9vm']])
})

it('it says to confirm on the other device, by what name this one is asked about, and when it has joined', async () => {
  const { text, submit, joins } = await open('#/join/7K3Q-X9VM')
  await submit()
  expect(text()).toContain('Sending the code')
  await joins({ kind: 'waiting', silent: false })
  expect(text()).toContain('Confirm on your other device')
  expect(text()).toContain('“Test device”')
  await joins({ kind: 'waiting', silent: true })
  expect(text()).toContain('The server cannot be reached')
  await joins({ kind: 'joined', email: 'ada@example.org' })
  expect(text()).toContain('The dashboard of ada@example.org is here now.')
})

it.each([
  ['code-unknown', 'no such code'],
  ['code-expired', 'time of this code is over'],
  ['code-used', 'used already'],
  ['pairing-refused', 'Nothing here has changed'],
  ['too-many-requests', 'Too many codes'],
  ['internal', 'did not work'],
] as const)('%s is said in words, and another code can be tried', async (why, words) => {
  const { text, submit, joins, click, field } = await open('#/join/7K3Q-X9VM')
  await submit()
  await joins({ kind: 'failed', why })
  expect(text()).toContain(words)
  await click('Try another code')
  expect(field()).not.toBeNull()
})

it('who cancels is asked nothing more', async () => {
  const { fake, submit, joins, click, field } = await open('#/join/7K3Q-X9VM')
  await submit()
  await joins({ kind: 'waiting', silent: false })
  await click('Cancel')
  expect(fake.calls.at(-1)).toEqual(['stop'])
  expect(field()).not.toBeNull()
})
