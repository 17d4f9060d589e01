/** What one save is, to the product and to the design that it is compared with: the same drag of one widget of ten. Used by ./load. */
import type { Inhabitant } from './population'

export type DialectName = 'holdfast' | 'specification'

/** An account as its two devices see it. */
export interface Person extends Inhabitant {
  /** The newest number of each device's writer. */
  n: [number, number]
  /** The revision before the newest, which the second device takes for the newest when it is to be in conflict. */
  before: { revision: number; tag: string }
  lastWidget: number
  moves: number
}

export interface Dialect {
  /** The body of a save; a conflicting one is the second device's, made before it saw the first one's latest. */
  save(person: Person, conflicting: boolean): string
  /** Takes the answer's body over. Throws when it does not acknowledge the save. @returns whether a conflict was reported */
  take(person: Person, conflicting: boolean, body: string): boolean
}

/** Picks what is dragged: at random, or what the other device has just dragged. */
function drag(person: Person, conflicting: boolean) {
  const index = conflicting ? person.lastWidget : Math.floor(Math.random() * person.widgets.length)
  person.lastWidget = index
  person.moves += 1
  const which = conflicting ? 1 : 0
  const held = conflicting ? person.before : person
  person.n[which] += 1
  return { device: person.devices[which], held, n: person.n[which], index, x: person.moves % 9, y: person.moves % 5000 }
}

const holdfast: Dialect = {
  save(person, conflicting) {
    const { device, held, n, index, x, y } = drag(person, conflicting)
    const at = Date.now()
    const edit = `{"n":${n},"base":${held.revision},"widget":"${person.widgets[index]}","field":"desktop","value":{"x":${x},"y":${y},"w":4,"h":3},"at":${at}}`
    return `{"schema":1,"account":"${person.account}","device":"${device.id}","deviceName":"Pixel 9","base":${held.revision},"tag":"${held.tag}","trigger":"drag","strategy":"merge","sentAt":${at},"streams":[{"writer":"${device.writer}","edits":[${edit}]}]}`
  },
  take(person, conflicting, body) {
    const told = JSON.parse(body) as {
      lastN: Record<string, number>
      revision: number
      tag: string
      conflicts: unknown[]
    }
    const which = conflicting ? 1 : 0
    if (told.lastN[person.devices[which].writer] !== person.n[which]) throw new Error(`not acknowledged: ${body}`)
    if (told.revision !== person.revision) person.before = { revision: person.revision, tag: person.tag }
    person.revision = told.revision
    person.tag = told.tag
    return told.conflicts.length > 0
  },
}

const specification: Dialect = {
  save(person, conflicting) {
    const { device, held, index, x, y } = drag(person, conflicting)
    const updatedAt = Date.now()
    const widgets = person.widgets.map((id, i) => ({
      id,
      type: 'note',
      title: `Note ${i}`,
      desktop: i === index ? { x, y, w: 4, h: 3 } : { x: 0, y: i * 3, w: 4, h: 3 },
      data: { text: 'Milk, bread, and the book for Tuesday' },
      updatedAt: i === index ? updatedAt : 1,
    }))
    return JSON.stringify({
      account: person.account,
      version: held.revision,
      device: device.id,
      trigger: 'drag',
      widgets,
    })
  },
  take(person, _conflicting, body) {
    const told = JSON.parse(body) as { version: number }
    if (!(told.version > person.revision)) throw new Error(`not acknowledged: ${body}`)
    person.before = { revision: person.revision, tag: '' }
    person.revision = told.version
    return false
  },
}

export const DIALECTS: Record<DialectName, Dialect> = { holdfast, specification }
