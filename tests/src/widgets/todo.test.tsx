import { afterEach, describe, expect, it } from 'vitest'
import type { Json } from '../../../core/layout/model'
import { linesOf } from '../../../src/widgets/todo/new-items'
import { todoParts } from '../../../src/widgets/todo/todo'
import { press, typeInto } from '../ui/draw'
import { drawWidget, ID, type OneWidget, pasteInto } from './one-widget'

const item = (text: string, order: number, done = false) => ({ text, done, order })
const THREE: Record<string, Json> = {
  type: 'todo',
  'data/item:a': item('Milk', 1),
  'data/item:b': item('Bread', 2, true),
  'data/item:c': item('Olives', 3),
}

let list: OneWidget
const start = async (fields: Record<string, Json> = THREE) => {
  list = await drawWidget(todoParts, fields)
}
const texts = () => list.all<HTMLTextAreaElement>('.item-text').map((field) => field.value)
const handle = (index: number) => list.all('.entry-handle')[index] as HTMLElement
const said = () => list.find('[aria-live=polite]').textContent
const key = (name: string, more?: KeyboardEventInit) =>
  list.act(() => press(document.activeElement as Element, name, more))
const clickMenu = async (index: number, label: string) => {
  await list.act(() => list.all('.item [aria-haspopup=menu]')[index]?.click())
  await list.act(() =>
    list
      .all('[role=menuitem]')
      .find((one) => one.textContent === label)
      ?.click(),
  )
}
const submit = () =>
  list.act(() => list.find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))

describe('a to-do list', () => {
  afterEach(() => list.undraw())

  it('Enter adds what was typed after everything else, and one goes on in the same field', async () => {
    await start()
    const field = list.find<HTMLInputElement>('.new-item')
    await list.act(() => typeInto(field, '  Figs '))
    await submit()
    expect(texts()).toEqual(['Milk', 'Bread', 'Olives', 'Figs'])
    expect(list.edits()).toEqual([{ [`data/item:${'00000000-0000-4000-8000-000000000001'}`]: item('Figs', 4) }])
    expect(field.value).toBe('')
    expect(document.activeElement).toBe(field)
    await submit()
    expect(list.edits()).toHaveLength(1)
  })

  it('several pasted lines are as many items, in one step of undo', async () => {
    await start()
    const field = list.find<HTMLInputElement>('.new-item')
    await list.act(() => typeInto(field, 'And '))
    await list.act(() => pasteInto(field, 'figs\r\n\n- [x] Salt\n2. Oil\n'))
    expect(texts()).toEqual(['Milk', 'Bread', 'Olives', 'And figs', 'Salt', 'Oil'])
    expect(list.edits()).toHaveLength(1)
    expect(list.all<HTMLInputElement>('.tick input').map((box) => box.checked)).toEqual([
      ...[false, true, false],
      ...[false, true, false],
    ])
    expect(said()).toBe('3 items added')
    await list.act(() => list.services.actions.undo())
    expect(texts()).toEqual(['Milk', 'Bread', 'Olives'])
  })

  it('one pasted line is pasted as anywhere, and more than a list can hold is refused with its text kept', async () => {
    await start()
    const field = list.find<HTMLInputElement>('.new-item')
    await list.act(() => pasteInto(field, 'figs'))
    expect(list.edits()).toEqual([])
    await list.act(() => pasteInto(field, 'line\n'.repeat(1_001)))
    expect(list.edits()).toEqual([])
    expect(list.toasts.store.getState().toasts[0]?.text).toContain('1,000')
  })

  it('clears what is done in one edit, which the toast takes back', async () => {
    await start({ ...THREE, 'data/item:d': item('Salt', 4, true) })
    await list.act(() => list.find('.progress button').click())
    expect(list.edits()).toEqual([{ 'data/item:b': undefined, 'data/item:d': undefined }])
    expect(texts()).toEqual(['Milk', 'Olives'])
    const [toast] = list.toasts.store.getState().toasts
    expect(toast?.text).toBe('2 items cleared')
    await list.act(() => toast?.action?.run())
    expect(texts()).toEqual(['Milk', 'Bread', 'Olives', 'Salt'])
  })

  it('ticks and edits keep what else is in the value, and each is an edit of that item alone', async () => {
    await start({ type: 'todo', 'data/item:a': { ...item('Milk', 1), colour: 'from a later version' } })
    await list.act(() => typeInto(list.find<HTMLTextAreaElement>('.item-text'), 'Oat milk'))
    await list.act(() => list.find('.tick input').click())
    expect(list.fields()['data/item:a']).toEqual({
      ...item('Oat milk', 1, true),
      colour: 'from a later version',
    })
    for (const fields of list.edits()) expect(Object.keys(fields)).toEqual(['data/item:a'])
  })

  it('hides what is done where that is wished, and the focus stays in the list', async () => {
    await start({ ...THREE, 'data/hide-done': true })
    expect(texts()).toEqual(['Milk', 'Olives'])
    const [first, second] = list.all('.tick input')
    await list.act(() => {
      first?.focus()
      first?.click()
    })
    expect(texts()).toEqual(['Olives'])
    expect(document.activeElement).toBe(second)
  })

  it('says that there is nothing yet, and how much is done', async () => {
    await start({ type: 'todo' })
    expect(list.root.textContent).toContain('Nothing to do yet')
    await list.act(() => list.services.remote(ID, THREE))
    expect(list.find('.progress').textContent).toContain('1 of 3 done')
  })

  it('Backspace in an empty item, and its menu, delete it with an offer to undo', async () => {
    await start({ type: 'todo', 'data/item:a': item('', 1), 'data/item:b': item('Bread', 2) })
    list.all('.item-text')[0]?.focus()
    await key('Backspace')
    expect(texts()).toEqual(['Bread'])
    await clickMenu(0, 'Delete')
    expect(texts()).toEqual([])
    expect(list.toasts.store.getState().toasts[0]?.text).toBe('Bread deleted')
  })
})

describe('the order of a to-do list', () => {
  afterEach(() => list.undraw())

  it('Alt and an arrow move an item by one, which is said, and the focus stays on its handle', async () => {
    await start()
    handle(0).focus()
    await key('ArrowDown', { altKey: true })
    expect(texts()).toEqual(['Bread', 'Milk', 'Olives'])
    expect(list.edits()).toEqual([{ 'data/item:a': item('Milk', 2.5) }])
    expect(said()).toBe('Milk is 2 of 3')
    expect(document.activeElement).toBe(handle(1))
    await key('ArrowUp', { altKey: true })
    await key('ArrowUp', { altKey: true })
    expect(texts()).toEqual(['Milk', 'Bread', 'Olives'])
    expect(list.edits()).toHaveLength(2)
  })

  it('[S3] Enter picks up, arrows move, Enter drops: one edit, on what was seen when it was picked up', async () => {
    await start()
    handle(0).focus()
    await key('Enter')
    expect(said()).toContain('Picked up Milk, 1 of 3')
    list.services.held.revision = 8
    await key('ArrowDown')
    await key('ArrowDown')
    await key('ArrowDown')
    expect(said()).toBe('Milk is 3 of 3')
    expect(list.edits()).toEqual([])
    await key(' ')
    expect(said()).toBe('Milk dropped as 3 of 3')
    expect(texts()).toEqual(['Bread', 'Olives', 'Milk'])
    expect(list.services.calls).toEqual([
      ['editWidget', ID, { 'data/item:a': item('Milk', 4) }, { base: { revision: 7, epoch: 0 } }],
    ])
    expect(document.activeElement).toBe(handle(2))
  })

  it('Escape puts back, and so does an item that another device adds meanwhile', async () => {
    await start()
    handle(2).focus()
    await key('Enter')
    await key('Home')
    await key('Escape')
    expect(said()).toBe('Olives put back')
    await key('Enter')
    await key('ArrowUp')
    await list.act(() => list.services.remote(ID, { 'data/item:d': item('Salt', 4) }))
    expect(said()).toBe('Olives put back')
    await key('Enter')
    await key('Enter')
    expect(list.edits()).toEqual([])
    expect(texts()).toEqual(['Milk', 'Bread', 'Olives', 'Salt'])
    expect(list.root.querySelector('[data-lifted]')).toBeNull()
  })

  it('leaving the handle drops what was picked up', async () => {
    await start()
    handle(0).focus()
    await key('Enter')
    await key('ArrowDown')
    await list.act(() => handle(0).blur())
    expect(texts()).toEqual(['Bread', 'Milk', 'Olives'])
  })

  it('the menu moves by one without dragging, and offers only what is possible', async () => {
    await start()
    await clickMenu(0, 'Move down')
    expect(texts()).toEqual(['Bread', 'Milk', 'Olives'])
    await list.act(() => list.all('.item [aria-haspopup=menu]')[0]?.click())
    expect(list.all('[role=menuitem]').map((one) => one.textContent)).toEqual(['Move down', 'Delete'])
  })
})

describe('linesOf', () => {
  it.each([
    ['a', [{ text: 'a', done: false }]],
    ['* a\n• b\n3) c', ['a', 'b', 'c'].map((text) => ({ text, done: false }))],
    [
      '- [ ] a\n[X] b',
      [
        { text: 'a', done: false },
        { text: 'b', done: true },
      ],
    ],
    [
      '-not a bullet\n2.5 litres',
      [
        { text: '-not a bullet', done: false },
        { text: '2.5 litres', done: false },
      ],
    ],
    [' \n\n', []],
  ])('%j', (text, lines) => expect(linesOf(text)).toEqual(lines))
})
