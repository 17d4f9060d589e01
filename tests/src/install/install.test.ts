import { expect, it } from 'vitest'
import { createInstallOffer } from '../../../src/install/install'
import { asUse, edited, isWorthOffering, NO_USE, visited } from '../../../src/install/worth-offering'

const DAY_MS = 86_400_000

function profile() {
  const kept = new Map<string, string>()
  const storage = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: string) => void kept.set(key, value),
    remove: (key: string) => void kept.delete(key),
    keys: () => [...kept.keys()],
  }
  let now = 20_000 * DAY_MS
  return {
    kept,
    later: (ms: number) => {
      now += ms
    },
    open(asks = async () => true) {
      const offer = createInstallOffer({ storage, now: () => now })
      offer.canAsk(asks)
      offer.visited()
      return offer
    },
  }
}

it('is worth a word on the third day, not on the third visit of one', () => {
  const { open, later } = profile()
  for (let i = 0; i < 5; i++) expect(open().store.getState().isOffered).toBe(false)
  later(DAY_MS)
  expect(open().store.getState().isOffered).toBe(false)
  later(DAY_MS)
  expect(open().store.getState().isOffered).toBe(true)
})

it('is worth a word after ten edits', () => {
  let use = NO_USE
  for (let i = 0; i < 9; i++) use = edited(use)
  expect(isWorthOffering(use)).toBe(false)
  expect(isWorthOffering(edited(use))).toBe(true)
})

it('does not come while somebody is at work, only as the page opens', () => {
  const { open } = profile()
  const offer = open()
  for (let i = 0; i < 20; i++) offer.edited()
  expect(offer.store.getState().isOffered).toBe(false)
  expect(open().store.getState().isOffered).toBe(true)
})

it('is never offered again after a no, in no tab and on no later day', () => {
  const { open, later } = profile()
  for (let i = 0, first = open(); i < 10; i++) first.edited()
  const offer = open()
  const other = open()
  expect([offer, other].map(({ store }) => store.getState().isOffered)).toEqual([true, true])
  offer.dismiss()
  expect(offer.store.getState()).toEqual({ way: 'prompt', isOffered: false })
  other.edited()
  expect(other.store.getState().isOffered).toBe(false)
  later(30 * DAY_MS)
  expect(open().store.getState().isOffered).toBe(false)
})

it('asks once for each prompt that the browser gave, and offers nothing when installed', async () => {
  let asked = 0
  const offer = profile().open(async () => {
    asked += 1
    return true
  })
  await Promise.all([offer.install(), offer.install()])
  expect(asked).toBe(1)
  offer.is('installed')
  for (let i = 0; i < 10; i++) offer.edited()
  expect(offer.store.getState()).toEqual({ way: 'installed', isOffered: false })
})

it('believes nothing that is stored, and leaves alone what is newer', () => {
  expect(asUse({ days: 'many', edits: -3, dismissed: 1 })).toEqual(NO_USE)
  expect(visited(asUse(null), 0)).toEqual(NO_USE)
  const { kept, open } = profile()
  kept.set('holdfast:install', '{"format":2,"data":"x"}')
  const offer = open()
  for (let i = 0; i < 10; i++) offer.edited()
  expect(offer.store.getState().isOffered).toBe(false)
  expect(kept.get('holdfast:install')).toBe('{"format":2,"data":"x"}')
})
