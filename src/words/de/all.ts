/** German: every area of ../en. What lacks one does not compile. */
import type { accountWords } from '../en/account'
import type { announceWords } from '../en/announce'
import type { barsWords } from '../en/bars'
import type { calendarWords } from '../en/calendar'
import type { canvasWords } from '../en/canvas'
import type { catalogueWords } from '../en/catalogue'
import type { clockWords } from '../en/clock'
import type { conflictsWords } from '../en/conflicts'
import type { countdownWords } from '../en/countdown'
import type { counterWords } from '../en/counter'
import type { dashboardWords } from '../en/dashboard'
import type { deliveryWords } from '../en/delivery'
import type { devicesWords } from '../en/devices'
import type { editsWords } from '../en/edits'
import type { fieldsWords } from '../en/fields'
import type { habitsWords } from '../en/habits'
import type { headerWords } from '../en/header'
import type { historyWords } from '../en/history'
import type { inspectorWords } from '../en/inspector'
import type { installWords } from '../en/install'
import type { joiningWords } from '../en/joining'
import type { limitsWords } from '../en/limits'
import type { linksWords } from '../en/links'
import type { momentsWords } from '../en/moments'
import type { noteWords } from '../en/note'
import type { numbersWords } from '../en/numbers'
import type { orderWords } from '../en/order'
import type { pageWords } from '../en/page'
import type { partsWords } from '../en/parts'
import type { savingWords } from '../en/saving'
import type { sessionWords } from '../en/session'
import type { setAsideWords } from '../en/set-aside'
import type { settingsWords } from '../en/settings'
import type { sketchWords } from '../en/sketch'
import type { startersWords } from '../en/starters'
import type { storageWords } from '../en/storage'
import type { syncDetailsWords } from '../en/sync-details'
import type { syncHealthWords } from '../en/sync-health'
import type { timelineWords } from '../en/timeline'
import type { timerWords } from '../en/timer'
import type { todoWords } from '../en/todo'
import type { troubleWords } from '../en/trouble'
import type { waysWords } from '../en/ways'
import type { widgetsWords } from '../en/widgets'
import { account } from './account'
import { announce } from './announce'
import { bars } from './bars'
import { calendar } from './calendar'
import { canvas } from './canvas'
import { catalogue } from './catalogue'
import { clock } from './clock'
import { conflicts } from './conflicts'
import { countdown } from './countdown'
import { counter } from './counter'
import { dashboard } from './dashboard'
import { delivery } from './delivery'
import { devices } from './devices'
import { edits } from './edits'
import { fields } from './fields'
import { habits } from './habits'
import { header } from './header'
import { history } from './history'
import { inspector } from './inspector'
import { install } from './install'
import { joining } from './joining'
import { limits } from './limits'
import { links } from './links'
import { moments } from './moments'
import { note } from './note'
import { numbers } from './numbers'
import { order } from './order'
import { page } from './page'
import { parts } from './parts'
import { saving } from './saving'
import { session } from './session'
import { setAside } from './set-aside'
import { settings } from './settings'
import { sketch } from './sketch'
import { starters } from './starters'
import { storage } from './storage'
import { syncDetails } from './sync-details'
import { syncHealth } from './sync-health'
import { timeline } from './timeline'
import { timer } from './timer'
import { todo } from './todo'
import { trouble } from './trouble'
import { ways } from './ways'
import { widgets } from './widgets'

/** An area here is a line here and a file beside this one. */
interface Areas {
  account: ReturnType<typeof accountWords>
  announce: ReturnType<typeof announceWords>
  bars: ReturnType<typeof barsWords>
  calendar: ReturnType<typeof calendarWords>
  canvas: ReturnType<typeof canvasWords>
  catalogue: ReturnType<typeof catalogueWords>
  clock: ReturnType<typeof clockWords>
  conflicts: ReturnType<typeof conflictsWords>
  countdown: ReturnType<typeof countdownWords>
  counter: ReturnType<typeof counterWords>
  dashboard: ReturnType<typeof dashboardWords>
  delivery: ReturnType<typeof deliveryWords>
  devices: ReturnType<typeof devicesWords>
  edits: ReturnType<typeof editsWords>
  fields: ReturnType<typeof fieldsWords>
  habits: ReturnType<typeof habitsWords>
  header: ReturnType<typeof headerWords>
  history: ReturnType<typeof historyWords>
  inspector: ReturnType<typeof inspectorWords>
  install: ReturnType<typeof installWords>
  joining: ReturnType<typeof joiningWords>
  limits: ReturnType<typeof limitsWords>
  links: ReturnType<typeof linksWords>
  moments: ReturnType<typeof momentsWords>
  note: ReturnType<typeof noteWords>
  numbers: ReturnType<typeof numbersWords>
  order: ReturnType<typeof orderWords>
  page: ReturnType<typeof pageWords>
  parts: ReturnType<typeof partsWords>
  saving: ReturnType<typeof savingWords>
  session: ReturnType<typeof sessionWords>
  setAside: ReturnType<typeof setAsideWords>
  settings: ReturnType<typeof settingsWords>
  sketch: ReturnType<typeof sketchWords>
  starters: ReturnType<typeof startersWords>
  storage: ReturnType<typeof storageWords>
  syncDetails: ReturnType<typeof syncDetailsWords>
  syncHealth: ReturnType<typeof syncHealthWords>
  timeline: ReturnType<typeof timelineWords>
  timer: ReturnType<typeof timerWords>
  todo: ReturnType<typeof todoWords>
  trouble: ReturnType<typeof troubleWords>
  ways: ReturnType<typeof waysWords>
  widgets: ReturnType<typeof widgetsWords>
}

export const german: Areas = {
  account,
  announce,
  bars,
  calendar,
  canvas,
  catalogue,
  clock,
  conflicts,
  countdown,
  counter,
  dashboard,
  delivery,
  devices,
  edits,
  fields,
  habits,
  header,
  history,
  inspector,
  install,
  joining,
  limits,
  links,
  moments,
  note,
  numbers,
  order,
  page,
  parts,
  saving,
  session,
  setAside,
  settings,
  sketch,
  starters,
  storage,
  syncDetails,
  syncHealth,
  timeline,
  timer,
  todo,
  trouble,
  ways,
  widgets,
}
