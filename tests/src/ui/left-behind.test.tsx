import { afterEach, describe, expect, it } from 'vitest'
import { LeftBehind } from '../../../src/ui/left-behind'
import { waitFor } from '../../support/wait-for'
import { type Drawn, draw } from './draw'
import { createFakeServices } from './fake-services'

let drawn: Drawn
afterEach(() => drawn.undraw())

type Found = { account: string; count: number; refused: number }[]

/** The list of what guests left, and what adding comes to. */
async function drawList(found: Found, add: () => Promise<void>, list: () => Promise<Found> = async () => [...found]) {
  const services = createFakeServices()
  services.leftBehind = { ...services.leftBehind, list, add }
  drawn = await draw(services, <LeftBehind />)
  await drawn.act(() => {})
  return {
    text: () => drawn.root.querySelector('p')?.textContent,
    click: (label: string) =>
      drawn.act(() => {
        for (const button of drawn.root.querySelectorAll('button')) if (button.textContent === label) button.click()
      }),
    said: () => drawn.toasts.store.getState().toasts.map(({ kind, text }) => ({ kind, text })),
  }
}

const says = ({ said }: Awaited<ReturnType<typeof drawList>>, toasts: object[]) =>
  waitFor(() => expect(said()).toEqual(toasts))

describe('[D13] what a guest left', () => {
  it('is said in words, of one thing as of one', async () => {
    const list = await drawList([{ account: 'guest1', count: 0, refused: 1 }], async () => {})
    expect(list.text()).toBe(
      'A change that the server refused was made on this device as a guest, before you signed in.',
    )
    await list.click('Add it here')
    await says(list, [{ kind: 'success', text: 'Added to this dashboard.' }])
  })

  it('is still there where it could not be added, and that is said', async () => {
    const list = await drawList([{ account: 'guest1', count: 2, refused: 0 }], () => Promise.reject(new Error('no')))
    await list.click('Add them here')
    await says(list, [{ kind: 'error', text: expect.stringContaining('still kept here') }])
    expect(list.text()).toContain('2 widgets')
  })

  it('is said not to be known where its part of the app could not be loaded', async () => {
    const list = await drawList(
      [],
      async () => {},
      () => Promise.reject(new Error('not loaded')),
    )
    await says(list, [{ kind: 'error', text: expect.stringContaining('could not be loaded') }])
  })

  it('stays in sight where neither adding nor looking again is possible', async () => {
    let looks = 0
    const found = [{ account: 'guest1', count: 2, refused: 0 }]
    const look = () => (looks++ === 0 ? Promise.resolve(found) : Promise.reject(new Error('not loaded')))
    const list = await drawList(found, () => Promise.reject(new Error('not loaded')), look)
    await list.click('Add them here')
    await says(list, [{ kind: 'error', text: expect.stringContaining('still kept here') }])
    expect(list.text()).toContain('2 widgets')
  })

  it('asks to try nothing again where it is not left behind any more', async () => {
    const found = [{ account: 'guest1', count: 2, refused: 0 }]
    const list = await drawList(found, () => {
      found.length = 0
      return Promise.reject(new Error('guest1 is shown again.'))
    })
    await list.click('Add them here')
    await says(list, [{ kind: 'info', text: 'That dashboard is not left behind any more: there is nothing to do.' }])
    await waitFor(() => expect(list.text()).toBeUndefined())
  })
})
