import { afterEach, expect, it, vi } from 'vitest'
import { isBusy } from '../../../src/canvas/busy'

afterEach(() => {
  document.body.innerHTML = ''
  vi.restoreAllMocks()
})

const shown = (state: DocumentVisibilityState, focus: boolean) => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  vi.spyOn(document, 'hasFocus').mockReturnValue(focus)
}

it('[D9] a page is busy while something is dragged, or typed in the window that has the keyboard', () => {
  shown('visible', true)
  expect(isBusy()).toBe(false)
  document.body.innerHTML = '<article data-lifted="move"></article>'
  expect(isBusy()).toBe(true)
  document.body.innerHTML = '<textarea></textarea>'
  expect(isBusy()).toBe(false)
  document.querySelector('textarea')?.focus()
  expect(isBusy()).toBe(true)
  shown('visible', false)
  expect(isBusy()).toBe(false)
})

it('[D9] a page in the background is not: it must not keep the old version for a drag whose end it missed', () => {
  document.body.innerHTML = '<article data-lifted="move"></article>'
  shown('hidden', false)
  expect(isBusy()).toBe(false)
})
