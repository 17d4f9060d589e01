/** What people do to a dashboard, in one tab. Before: carry-out. After: the page's own actions. */
import type { Seen } from '../../../core/edits/edit'
import type { Json } from '../../../core/layout/model'
import type { Tab } from '../browser/tab'
import { REFUSED_VALUE } from '../server/servers'
import type { Done, Scene, Table } from './carry-out'
import { nameOf, reacts, round, tabOf } from './who'

const TYPES = ['note', 'todo', 'links', 'clock']
const STRATEGIES = ['merge', 'merge', 'local', 'remote'] as const

/** Does something in a tab that people see; `null` where there is none, or nothing to do it to. */
function inTab(act: (tab: Tab, scene: Scene) => Done): (scene: Scene) => Done {
  return (scene) => {
    const tab = tabOf(scene)
    if (tab === null) return null
    scene.checks.beforeAction(tab)
    const words = act(tab, scene)
    scene.checks.afterAction(tab)
    return words === null ? null : `${nameOf(tab)}: ${words}`
  }
}

/** The same to one of the widgets that are shown. */
function toWidget(act: (tab: Tab, id: string, scene: Scene) => Done): (scene: Scene) => Done {
  return inTab((tab, scene) => {
    const id = round(Object.keys(tab.holdfast.console.layout.getState().widgets).sort(), scene.operation.a)
    return id === null ? null : act(tab, id, scene)
  })
}

/** The same to one field of it. */
function toField(fieldsOf: (scene: Scene) => Record<string, Json | undefined>): (scene: Scene) => Done {
  return toWidget((tab, id, scene) => {
    const fields = fieldsOf(scene)
    tab.holdfast.console.actions.editWidget(id, fields, baseOf(tab, scene))
    scene.checks.actions.did(tab, id, fields)
    return `${short(id)} gets ${Object.entries(fields).map(([key, value]) => `${key} ${value === undefined ? 'taken away' : JSON.stringify(value)}`)}`
  })
}

/** Some gestures began a moment ago, when another revision was held. */
function baseOf(tab: Tab, { checks, operation }: Scene): { base?: Seen } {
  return operation.b % 5 === 0 ? { base: checks.gestureBase(tab) } : {}
}

const titleOf = ({ operation }: Scene): string => (operation.b % 7 === 0 ? 'same' : `title ${operation.i}`)
const itemOf = ({ operation }: Scene): string => `data/item:${operation.b % 4}`

const toTitle = toField((scene) => ({ title: titleOf(scene) }))

/** Somebody else gives another title in the very same moment: only so are there ties (S4). */
function elsewhereToo({ world, checks, operation }: Scene): Done {
  const first = world.profiles[operation.device % world.profiles.length]
  for (const { tabs } of world.profiles.filter((profile) => profile !== first)) {
    const tab = tabs.find(reacts)
    const ids = Object.keys(tab?.holdfast.console.layout.getState().widgets ?? {}).sort()
    const id = round(ids, operation.a)
    if (tab === undefined || id === null) continue
    checks.beforeAction(tab)
    tab.holdfast.console.actions.editWidget(id, { title: `also ${operation.i}` })
    checks.actions.did(tab, id, { title: `also ${operation.i}` })
    checks.afterAction(tab)
    return `${nameOf(tab)}: ${short(id)} gets title "also ${operation.i}"`
  }
  return null
}

export const EDIT_OPERATIONS: Table = {
  add: inTab((tab, { checks, operation }) => {
    const type = round(TYPES, operation.a) ?? 'note'
    const { actions, layout } = tab.holdfast.console
    if (Object.keys(layout.getState().widgets).length > 40) return null
    const fields = operation.b % 2 === 0 ? { title: `new ${operation.i}` } : {}
    const id = actions.addWidget(type, fields)
    checks.actions.did(tab, id, { type, ...fields })
    return `adds ${short(id)}, a ${type}`
  }),
  move: toWidget((tab, id, scene) => {
    const { a, b } = scene.operation
    const grid = b % 3 === 0 ? 'mobile' : 'desktop'
    const box = { x: grid === 'mobile' ? b % 3 : b % 9, y: a % 30, w: 2, h: 1 + (a % 4) }
    tab.holdfast.console.actions.moveWidget(id, box, { grid, ...baseOf(tab, scene) })
    scene.checks.actions.did(tab, id, { [grid]: box })
    // The phone is put away at once, before the drag is sent (D3).
    const isPutAway = b % 8 === 1 && tab.isVisible
    if (isPutAway) tab.fire('hidden')
    return `drags ${short(id)} on the ${grid} grid${isPutAway ? ', and is hidden' : ''}`
  }),
  resize: toWidget((tab, id, { checks, operation }) => {
    const grid = operation.b % 3 === 0 ? 'mobile' : 'desktop'
    const { x, y } = boxOf(tab, id, grid)
    const most = (grid === 'mobile' ? 4 : 12) - x
    const box = { x, y, w: 1 + (operation.b % most), h: 1 + (operation.a % 5) }
    tab.holdfast.console.actions.resizeWidget(id, box, { grid })
    checks.actions.did(tab, id, { [grid]: box })
    return `resizes ${short(id)}`
  }),
  title: (scene) => {
    const words = toTitle(scene)
    const also = words !== null && scene.operation.b % 4 === 1 ? elsewhereToo(scene) : null
    return also === null ? words : `${words}; at the same moment ${also}`
  },
  item: toField((scene) => ({
    [itemOf(scene)]: { text: `item ${scene.operation.i}`, done: scene.operation.a % 2 === 0 },
  })),
  'take away': toField((scene) => ({ [itemOf(scene)]: undefined })),
  remove: toWidget((tab, id, { checks }) => {
    tab.holdfast.console.actions.removeWidget(id)
    checks.actions.did(tab, id, 'removed')
    return `removes ${short(id)}`
  }),
  undo: inTab((tab, { checks }) => {
    checks.actions.undoes(tab)
    return 'undo'
  }),
  redo: inTab((tab, { checks }) => {
    checks.actions.redoes(tab)
    return 'redo'
  }),
  burst: toWidget((tab, id, { checks, operation }) => {
    const { actions, layout } = tab.holdfast.console
    for (let i = 0; i < 3; i++) {
      const fields = { [`data/item:${i}`]: `${operation.i}.${i}`, title: `burst ${operation.i}.${i}` }
      actions.editWidget(id, fields)
      checks.actions.did(tab, id, fields)
    }
    actions.removeWidget(id)
    checks.actions.did(tab, id, 'removed')
    checks.actions.undoes(tab)
    if (layout.getState().widgets[id] !== undefined) actions.editWidget(id, { title: `after ${operation.i}` })
    return `edits ${short(id)} many times in a row, removes it, takes that back and edits again`
  }),
  'not allowed': toField((scene) => ({ [itemOf(scene)]: REFUSED_VALUE })),
  strategy: inTab((tab, { checks, operation }) => {
    const strategy = round(STRATEGIES, operation.a) ?? 'merge'
    tab.holdfast.services.strategy.set(strategy)
    checks.strategies.sets(tab, strategy)
    return `in conflicts from now on: ${strategy}`
  }),
  'sync now': inTab((tab) => {
    void tab.holdfast.services.syncNow()
    return 'presses Retry'
  }),
  'retry set aside': inTab((tab, { checks, operation }) => {
    const entry = round(tab.holdfast.console.sync.getState().setAside, operation.a)
    if (entry === null) return null
    checks.setAside.triesAgain(tab, entry)
    const { setAside } = tab.holdfast.services
    const tried = setAside.retry(entry.key)
    // Some click twice.
    if (operation.b % 4 === 0) void setAside.retry(entry.key)
    void tried.then(() => checks.setAside.clears(tab.life, tab.profile, entry.key))
    return 'tries again what was refused'
  }),
  'discard set aside': inTab((tab, { checks, operation }) => {
    const entry = round(tab.holdfast.console.sync.getState().setAside, operation.a)
    if (entry === null) return null
    checks.setAside.goes(tab.profile, entry.key)
    void tab.holdfast.services.setAside.discard(entry.key)
    return 'discards what was refused'
  }),
  'dismiss conflicts': ({ world, checks, operation }) => {
    const tabs = world.profiles.flatMap((profile) => profile.tabs).filter(reacts)
    const showing = tabs.filter(({ holdfast }) => holdfast.console.sync.getState().conflicts.length > 0)
    const tab = round(showing, operation.device)
    if (tab === null) return null
    // In the review a person keeps one after the other; or all of them at once.
    const one = round(tab.holdfast.console.sync.getState().conflicts, operation.a)
    const seen = operation.b % 4 === 3 && one !== null ? [one] : undefined
    checks.conflicts.dismissed(tab, seen)
    tab.holdfast.services.dismissConflicts(seen)
    return `${nameOf(tab)}: has seen ${seen === undefined ? 'the conflicts' : 'one of the conflicts'}`
  },
}

function boxOf(tab: Tab, id: string, grid: 'desktop' | 'mobile'): { x: number; y: number } {
  const box = tab.holdfast.console.layout.getState().widgets[id]?.fields[grid] as { x?: number; y?: number } | undefined
  return { x: box?.x ?? 0, y: box?.y ?? 0 }
}

export const short = (id: string): string => id.slice(0, 4)
