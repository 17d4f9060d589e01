/** A text that two devices change, each without knowing of the other: stories of whole devices and the whole API, all checks on. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Profile } from './browser/profile'
import type { Tab } from './browser/tab'
import { createRandom } from './random'
import { page, Telling, widgetsOf } from './told-by-hand'

const TEXT = 'data/text'
const WAS = 'milk\nbread\neggs\ntea\nrice'
const OAT = WAS.replace('milk', 'oat milk')
const BEANS = WAS.replace('rice', 'rice and beans')
const BOTH = 'oat milk\nbread\neggs\ntea\nrice and beans'
/** Longer than anything is held back, and than any save takes. */
const A_WHILE_MS = 15_000

describe.each(['none', 'with sync'] as const)('with the worker: %s', (worker) => {
  let story: Telling
  let a: Profile
  let b: Profile
  let note: string

  const consoleOf = ({ holdfast }: Tab) => holdfast.console
  const syncState = (device: Profile) => page(device).sync.getState()
  const textOn = (device: Profile) => widgetsOf(device)[note]?.fields[TEXT]
  const write = (device: Profile, text: string) => page(device).actions.editWidget(note, { [TEXT]: text })
  const history = () => {
    const account = story.world.servers.database.look(page(a).layout.getState().account)
    return [...account.versions.values()].flatMap(({ changes }) =>
      changes.flatMap((change) => (change.field === TEXT && 'after' in change ? [change.after] : [])),
    )
  }
  const nothingToSee = () => {
    for (const device of [a, b]) expect(syncState(device)).toMatchObject({ conflicts: [], mergeable: [] })
  }

  /** Both write offline, `first` a second later, and is the first to come back; `second` is still away. */
  async function firstIsBack(first: Profile, text: string, second: Profile, other: string): Promise<void> {
    for (const device of [a, b]) device.goOffline()
    write(second, other)
    await story.pass(1_000)
    write(first, text)
    first.goOnline()
    await story.sync(first)
  }

  /** The same, and `second` comes back, too. */
  async function cross(first: Profile, text: string, second: Profile, other: string): Promise<void> {
    await firstIsBack(first, text, second, other)
    second.goOnline()
    await story.sync(second)
    await story.pass(A_WHILE_MS)
    await story.sync(a, b)
  }

  beforeEach(async () => {
    story = new Telling()
    a = await story.openDevice(worker)
    b = await story.openDevice(worker)
    note = page(a).actions.addWidget('note', { title: 'Shopping', [TEXT]: WAS })
    await story.sync(a, b)
  })
  afterEach(async () => expect(await story.end(), story.checks.words.join('\n')).toBeNull())

  it('has both changes in the end, on both devices, by one edit of the device whose save came second', async () => {
    await cross(a, OAT, b, BEANS)
    expect([textOn(a), textOn(b)]).toEqual([BOTH, BOTH])
    nothingToSee()
    expect(syncState(a).bothKept).toEqual([])
    expect(syncState(b).bothKept).toMatchObject([{ kept: { value: OAT }, lost: { value: BEANS } }])
    expect(history()).toEqual([WAS, OAT, BOTH])
  })

  it('has both where the save that came second won', async () => {
    for (const device of [a, b]) device.goOffline()
    write(a, OAT)
    await story.pass(1_000)
    write(b, BEANS)
    a.goOnline()
    await story.sync(a)
    b.goOnline()
    await story.sync(b)
    await story.sync(b, a)
    expect([textOn(a), textOn(b)]).toEqual([BOTH, BOTH])
    expect(syncState(b).bothKept).toMatchObject([{ kept: { value: BEANS }, lost: { value: OAT } }])
    nothingToSee()
  })

  it('[S4] [D11] leaves one of two texts that changed the same line, and the other to be seen', async () => {
    await cross(a, OAT, b, WAS.replace('milk', 'soy milk'))
    expect([textOn(a), textOn(b)]).toEqual([OAT, OAT])
    expect(syncState(b)).toMatchObject({ mergeable: [], bothKept: [], syncStatus: 'conflict' })
    expect(syncState(b).conflicts).toHaveLength(1)
    expect(history()).toEqual([WAS, OAT])
  })

  it.each(['local', 'remote'] as const)('[S4] merges nothing where a person has set %s', async (strategy) => {
    for (const tab of b.tabs) {
      tab.holdfast.services.strategy.set(strategy)
      story.checks.strategies.sets(tab, strategy)
    }
    await cross(a, OAT, b, BEANS)
    expect(textOn(a)).toBe(strategy === 'local' ? BEANS : OAT)
    expect(syncState(b).conflicts).toMatchObject([{ rule: strategy }])
  })

  it('merges with what was typed on since, and takes nothing of that away', async () => {
    await firstIsBack(a, OAT, b, BEANS)
    const base = page(b).actions.seen()
    const ended = page(b).actions.typing(note, TEXT)
    b.goOnline()
    await story.sync(b)
    expect(syncState(b).mergeable).toHaveLength(1)
    expect(syncState(b).conflicts).toEqual([])
    page(b).actions.editWidget(note, { [TEXT]: BEANS.replace('eggs', 'eggs\ncheese') }, { base })
    ended()
    await story.pass(A_WHILE_MS)
    await story.sync(b, a)
    const all = BOTH.replace('eggs', 'eggs\ncheese')
    expect([textOn(a), textOn(b)]).toEqual([all, all])
    nothingToSee()
  })

  it('[S7] [D11] shows the conflict where the other device has changed the text again before it was decided', async () => {
    await firstIsBack(a, OAT, b, BEANS)
    const ended = page(b).actions.typing(note, TEXT)
    b.goOnline()
    await story.sync(b)
    const again = OAT.replace('tea', 'green tea')
    write(a, again)
    await story.sync(a, b)
    expect(syncState(b).mergeable).toHaveLength(1)
    ended()
    await story.pass(A_WHILE_MS)
    expect([textOn(a), textOn(b)]).toEqual([again, again])
    expect(syncState(b)).toMatchObject({ mergeable: [], bothKept: [], conflicts: [{ lost: { value: BEANS } }] })
  })

  it('shows the conflict of a text in which somebody types and types', async () => {
    for (const device of [a, b]) device.goOffline()
    write(b, BEANS)
    write(a, OAT)
    a.goOnline()
    await story.sync(a)
    const ended = page(b).actions.typing(note, TEXT)
    b.goOnline()
    await story.sync(b)
    await story.pass(A_WHILE_MS)
    expect(syncState(b)).toMatchObject({ mergeable: [], syncStatus: 'conflict' })
    ended()
    await story.pass(A_WHILE_MS)
    expect(history()).toEqual([WAS, OAT, ...(textOn(a) === OAT ? [] : [BEANS])])
  })

  it('[D7] is merged once, by the tab that made the edit, whichever of them hears of it', async () => {
    const [first] = b.tabs
    const second = b.openTab()
    await story.pass(A_WHILE_MS)
    await cross(a, OAT, b, BEANS)
    expect([textOn(a), textOn(b), consoleOf(second).layout.getState().widgets[note]?.fields[TEXT]]).toEqual(
      Array(3).fill(BOTH),
    )
    expect(history()).toEqual([WAS, OAT, BOTH])
    expect(first && consoleOf(first).sync.getState().bothKept).toHaveLength(1)
    expect(consoleOf(second).sync.getState()).toMatchObject({ bothKept: [], conflicts: [], mergeable: [] })
  })

  it('[D7] is not merged by another tab while somebody types in the one that made the edit', async () => {
    b.openTab()
    await story.pass(A_WHILE_MS)
    await firstIsBack(a, OAT, b, BEANS)
    const ended = page(b).actions.typing(note, TEXT)
    b.goOnline()
    await story.sync(b)
    await story.pass(3_000)
    expect(b.tabs.map((tab) => consoleOf(tab).layout.getState().widgets[note]?.fields[TEXT])).toEqual([OAT, OAT])
    ended()
    await story.pass(3_000)
    expect(textOn(b)).toBe(BOTH)
    await story.sync(b, a)
    expect(history()).toEqual([WAS, OAT, BOTH])
  })

  it('[D7] is merged once where the tab that made the edit is gone', async () => {
    await firstIsBack(a, OAT, b, BEANS)
    for (const tab of [...b.tabs]) b.endTab(tab)
    for (let i = 0; i < 2; i++) b.openTab()
    b.goOnline()
    await story.sync(b)
    await story.pass(A_WHILE_MS)
    await story.sync(b, a)
    expect([textOn(a), textOn(b)]).toEqual([BOTH, BOTH])
    expect(history()).toEqual([WAS, OAT, BOTH])
    nothingToSee()
  })

  it('undoes what was typed here, and nothing of what came from the other device', async () => {
    await cross(a, OAT, b, BEANS)
    page(b).actions.undo()
    expect(textOn(b)).toBe(OAT)
    page(b).actions.redo()
    expect(textOn(b)).toBe(BOTH)
    await story.sync(b, a)
    expect(textOn(a)).toBe(BOTH)
  })
})

it.each(Array.from({ length: 6 }, (_, i) => i + 1))(
  '[S8] three devices that write across each other come to rest with one text (%s)',
  async (seed) => {
    const story = new Telling()
    const random = createRandom(seed)
    const devices = [
      await story.openDevice('none'),
      await story.openDevice('with sync'),
      await story.openDevice('none'),
    ]
    const [first = devices[0] as Profile] = devices
    const lines = Array.from({ length: 12 }, (_, i) => `line ${i}`)
    const note = page(first).actions.addWidget('note', { [TEXT]: lines.join('\n') })
    await story.sync(...devices)
    const textOn = (device: Profile) => String(widgetsOf(device)[note]?.fields[TEXT])
    let count = 0
    for (let round = 0; round < 15; round++) {
      for (const device of devices) {
        if (random.chance(0.3)) device.goOffline()
        for (let i = random.below(3); i > 0; i--) {
          const all = textOn(device).split('\n')
          all.splice(random.below(all.length), random.below(2), ...(random.chance(0.7) ? [`new ${count++}`] : []))
          page(device).actions.editWidget(note, { [TEXT]: all.join('\n') })
          await story.pass(random.between(0, 400))
        }
        if (random.chance(0.6)) device.goOnline()
      }
    }
    for (const device of devices) device.goOnline()
    await story.sync(...devices)
    await story.pass(A_WHILE_MS)
    expect(new Set(devices.map(textOn)).size).toBe(1)
    const before = page(first).layout.getState().revision
    await story.pass(10 * A_WHILE_MS)
    expect(page(first).layout.getState().revision).toBe(before)
    expect(devices.some((device) => page(device).sync.getState().bothKept.length > 0)).toBe(true)
    expect(await story.end(), story.checks.words.join('\n')).toBeNull()
  },
)
