import { describe, expect, it } from 'vitest'
import type { StringStorage } from '../../../src/env'
import { keepUndo, restoreUndo } from '../../../src/store/kept-undo'
import { createUndoStack, type Step } from '../../../src/store/undo'

function memory(): StringStorage & { text(): string | null } {
  const kept = new Map<string, string>()
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
    text: () => [...kept.values()][0] ?? null,
  }
}

const step = (title: string): Step => ({
  back: [{ widget: 'w', field: 'title', value: '' }],
  forth: [{ widget: 'w', field: 'title', value: title }],
})

function reloaded(storage: StringStorage, account = 'ada') {
  const stack = createUndoStack()
  restoreUndo(stack, storage, account)
  return stack
}

describe('the undo of a tab', () => {
  it('is there after a reload: what can be taken back, and what can be done again', () => {
    const storage = memory()
    const stack = createUndoStack()
    for (const title of ['a', 'b', 'c']) stack.push(step(title))
    stack.takeBack()
    keepUndo(stack, storage, 'ada')
    const after = reloaded(storage)
    expect(after.can()).toEqual({ canUndo: true, canRedo: true })
    expect(after.again()).toEqual(step('c'))
    expect(after.takeBack()).toEqual(step('c'))
    expect(after.takeBack()).toEqual(step('b'))
  })

  it('[D13] is nothing to another account', () => {
    const storage = memory()
    const stack = createUndoStack()
    stack.push(step('a'))
    keepUndo(stack, storage, 'ada')
    expect(reloaded(storage, 'bob').can()).toEqual({ canUndo: false, canRedo: false })
    stack.clear()
    keepUndo(stack, storage, 'ada')
    expect(storage.text()).toBeNull()
  })

  it('leaves the oldest steps out where all of them would be too much', () => {
    const storage = memory()
    const stack = createUndoStack()
    for (let i = 0; i < 100; i++) stack.push(step(`${i} ${'x'.repeat(16_000)}`))
    keepUndo(stack, storage, 'ada')
    expect(storage.text()?.length).toBeLessThanOrEqual(1_000_000)
    expect(reloaded(storage).takeBack()?.forth).toEqual(stack.takeBack()?.forth)
  })

  it.each([
    ['no JSON', '{'],
    ['nothing', 'null'],
    ['a list', '[]'],
    ['steps that are none', '{"account":"ada","done":[1,null,{"back":[{"widget":7}],"forth":[]}],"undone":"x"}'],
    [
      'fields that are none',
      '{"account":"ada","done":[{"back":[{"widget":"w","field":"__proto__","value":1}],"forth":[]}]}',
    ],
  ])('takes %s for none', (_, text) => {
    const storage = memory()
    storage.set('holdfast:undo', text)
    expect(reloaded(storage).can()).toEqual({ canUndo: false, canRedo: false })
  })

  it('goes on where the storage refuses', () => {
    const refuse = () => {
      throw new DOMException('no', 'SecurityError')
    }
    const storage: StringStorage = { get: refuse, set: refuse, remove: refuse, keys: () => [] }
    const stack = createUndoStack()
    stack.push(step('a'))
    keepUndo(stack, storage, 'ada')
    restoreUndo(stack, storage, 'ada')
    expect(stack.takeBack()).toEqual(step('a'))
  })
})
