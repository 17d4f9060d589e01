import { afterEach, describe, expect, it, vi } from 'vitest'
import { useStore } from '../../../src/ui/use-store'
import { noteParts } from '../../../src/widgets/note/note'
import { type Drawn, draw, typeInto } from '../ui/draw'
import { createFakeServices, type FakeServices } from '../ui/fake-services'

const ID = '11111111-1111-4111-8111-111111111111'

function Note({ services }: { services: FakeServices }) {
  const widget = useStore(services.layout, (state) => state.widgets[ID])
  return widget === undefined ? null : <noteParts.Body widget={widget} />
}

let drawn: Drawn
async function startNote(text: string) {
  const services = createFakeServices({ [ID]: { id: ID, fields: { type: 'note', 'data/text': text } } })
  drawn = await draw(services, <Note services={services} />)
  // One that says something is drawn formatted until somebody begins to write.
  const begin = drawn.root.querySelector<HTMLElement>('.note-edit')
  if (begin !== null) await drawn.act(() => begin.click())
  const field = drawn.root.querySelector('textarea') as HTMLTextAreaElement
  return { services, field, edits: () => services.calls.filter(([name]) => name === 'editWidget') }
}

describe('a text field of a widget', () => {
  afterEach(() => {
    drawn.undraw()
    vi.useRealTimers()
  })

  it('[D3] makes one edit of what was typed, a second after the last key', async () => {
    vi.useFakeTimers()
    const { field, edits } = await startNote('')
    await drawn.act(() => typeInto(field, 'milk'))
    await drawn.act(() => typeInto(field, 'milk, bread'))
    await drawn.act(() => void vi.advanceTimersByTime(1_000))
    expect(edits()).toEqual([['editWidget', ID, { 'data/text': 'milk, bread' }, { base: { revision: 7, epoch: 0 } }]])
  })

  it('keeps what is being typed when another device changes the field, and names the revision it was typed on', async () => {
    const { services, field, edits } = await startNote('old')
    await drawn.act(() => typeInto(field, 'mine'))
    await drawn.act(() => {
      services.held.revision = 8
      services.remote(ID, { 'data/text': 'theirs' })
    })
    expect(field.value).toBe('mine')
    await drawn.act(() => field.blur())
    expect(edits()).toEqual([['editWidget', ID, { 'data/text': 'mine' }, { base: { revision: 7, epoch: 0 } }]])
  })

  it('says where somebody types, and no longer when it is an edit or the field goes away', async () => {
    const { services, field } = await startNote('old')
    await drawn.act(() => typeInto(field, 'mine'))
    expect([...services.typedIn]).toEqual([`${ID} data/text`])
    await drawn.act(() => field.blur())
    expect(services.typedIn.size).toBe(0)
    await drawn.act(() => typeInto(field, 'x'.repeat(17 * 1024)))
    await drawn.act(() => field.blur())
    expect(services.typedIn.size).toBe(1)
    drawn.undraw()
    expect(services.typedIn.size).toBe(0)
  })

  it('shows another device’s change when nothing is being typed', async () => {
    const { services, field } = await startNote('old')
    await drawn.act(() => services.remote(ID, { 'data/text': 'theirs' }))
    expect(field.value).toBe('theirs')
  })

  it('[D3] makes the edit when the field goes away, and none when nothing is different', async () => {
    const { field, edits } = await startNote('old')
    await drawn.act(() => typeInto(field, 'new'))
    await drawn.act(() => typeInto(field, 'old'))
    await drawn.act(() => field.blur())
    expect(edits()).toEqual([])
    await drawn.act(() => typeInto(field, 'last words'))
    drawn.undraw()
    expect(edits()).toEqual([['editWidget', ID, { 'data/text': 'last words' }, { base: { revision: 7, epoch: 0 } }]])
  })

  it('[D3] makes the edit when the page hides, before others who listen for that', async () => {
    const { field, services, edits } = await startNote('')
    const seen: number[] = []
    document.addEventListener('visibilitychange', () => seen.push(edits().length), { once: true })
    await drawn.act(() => typeInto(field, 'going'))
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    await drawn.act(() => void document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
    hidden.mockRestore()
    expect(seen).toEqual([1])
    expect(services.layout.getState().widgets[ID]?.fields['data/text']).toBe('going')
  })

  it('says that a text is too long, and keeps it on screen', async () => {
    const { field, edits } = await startNote('')
    await drawn.act(() => typeInto(field, 'x'.repeat(17 * 1024)))
    await drawn.act(() => field.blur())
    expect(edits()).toEqual([])
    expect(field.value).toHaveLength(17 * 1024)
    expect(drawn.root.querySelector('[role=alert]')?.textContent).toContain('too long')
  })
})
