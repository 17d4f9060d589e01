import { afterEach, describe, expect, it, vi } from 'vitest'
import { isKeptHere, storageProblem } from '../../../src/store/storage-words'
import { bytesInWords } from '../../../src/ui/bytes'
import { StorageBar } from '../../../src/ui/storage-bar'
import { StorageKept } from '../../../src/ui/storage-kept'
import { type Drawn, draw } from './draw'
import { createFakeServices } from './fake-services'

let drawn: Drawn
afterEach(() => {
  drawn.undraw()
  vi.restoreAllMocks()
})

const buttons = () => [...drawn.root.querySelectorAll('button')]
const pressed = (words: string) =>
  drawn.act(() =>
    buttons()
      .find(({ textContent }) => textContent === words)
      ?.click(),
  )

describe('the storage bar', () => {
  it('[D8] is not there while all is well, and goes when it is well again', async () => {
    const services = createFakeServices()
    drawn = await draw(services, <StorageBar />)
    expect(drawn.root.textContent).toBe('')
    await drawn.act(() => services.sync.setState({ storageProblem: 'The disk is full.' }))
    expect(drawn.root.querySelector('[role=alert]')?.textContent).toBe('The disk is full.')
    await drawn.act(() => services.sync.setState({ storageProblem: null }))
    expect(drawn.root.textContent).toBe('')
  })

  it('[D8] exports the whole dashboard as a file', async () => {
    const services = createFakeServices()
    services.sync.setState({ storageProblem: 'The disk is full.' })
    services.storage.exportAll = () => '{"format":"holdfast-export"}'
    drawn = await draw(services, <StorageBar />)
    const made: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
      made.push(file as Blob)
      return 'blob:it'
    })
    await pressed('Export')
    expect(await made[0]?.text()).toBe('{"format":"holdfast-export"}')
    expect(buttons()).toHaveLength(1)
  })

  it('[D8] takes a word that it was seen, where nothing more comes of it', async () => {
    const services = createFakeServices()
    services.sync.setState({ storageProblem: 'Could not be read.', storageUnreadable: true })
    drawn = await draw(services, <StorageBar />)
    await pressed('I have seen it')
    expect(services.calls).toEqual([['seen']])
  })

  it('[D8] says one sentence, whatever is wrong', () => {
    const troubles = [null, 'missing', 'full', 'corrupt', 'newer'] as const
    for (const local of troubles) {
      for (const database of troubles) {
        const words = storageProblem(local, database)
        if (local === null && database === null) expect(words).toBeNull()
        else expect(words).toMatch(/^[A-Z][^.]+\.$/)
        // What is said to be kept is kept, and what is not is not.
        if (/only until this tab closes/.test(words ?? '')) expect(isKeptHere(local, database)).toBe(false)
      }
    }
  })
})

describe('how long storage is kept', () => {
  it.each([
    [true, 'Kept until you delete it'],
    [false, 'may delete it when space runs short'],
    [null, ''],
  ])('%s', async (storagePersisted, words) => {
    const services = createFakeServices()
    services.sync.setState({ storagePersisted })
    drawn = await draw(services, <StorageKept />)
    expect(drawn.root.textContent).toContain(words)
    if (storagePersisted === null) expect(drawn.root.textContent).toBe('')
  })

  it.each([
    [0, '0 byte'],
    [850_400, '850 kB'],
    [1_234_567, '1.2 MB'],
    [52_345_678, '52 MB'],
    [5_000_000_000, '5 GB'],
  ])('%i bytes', async (bytes, words) => {
    const services = createFakeServices()
    services.storage.use = async () => ({ usedBytes: bytes, quotaBytes: null })
    drawn = await draw(services, <StorageKept />)
    await drawn.act(() => {})
    expect(drawn.root.textContent).toContain(words)
    expect(bytesInWords(bytes)).toBe(words)
  })
})
