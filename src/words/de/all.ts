/** German: every area of ../en. What lacks one does not compile. */
import type { accountWords } from '../en/account'
import type { announceWords } from '../en/announce'
import type { barsWords } from '../en/bars'
import type { canvasWords } from '../en/canvas'
import type { catalogueWords } from '../en/catalogue'
import type { conflictsWords } from '../en/conflicts'
import type { deliveryWords } from '../en/delivery'
import type { devicesWords } from '../en/devices'
import type { editsWords } from '../en/edits'
import type { headerWords } from '../en/header'
import type { historyWords } from '../en/history'
import type { inspectorWords } from '../en/inspector'
import type { joiningWords } from '../en/joining'
import type { limitsWords } from '../en/limits'
import type { momentsWords } from '../en/moments'
import type { pageWords } from '../en/page'
import type { savingWords } from '../en/saving'
import type { sessionWords } from '../en/session'
import type { setAsideWords } from '../en/set-aside'
import type { startersWords } from '../en/starters'
import type { storageWords } from '../en/storage'
import type { syncDetailsWords } from '../en/sync-details'
import type { timelineWords } from '../en/timeline'
import type { troubleWords } from '../en/trouble'
import type { waysWords } from '../en/ways'
import type { widgetsWords } from '../en/widgets'
import { account } from './account'
import { announce } from './announce'
import { bars } from './bars'
import { canvas } from './canvas'
import { catalogue } from './catalogue'
import { conflicts } from './conflicts'
import { delivery } from './delivery'
import { devices } from './devices'
import { edits } from './edits'
import { header } from './header'
import { history } from './history'
import { inspector } from './inspector'
import { joining } from './joining'
import { limits } from './limits'
import { moments } from './moments'
import { page } from './page'
import { saving } from './saving'
import { session } from './session'
import { setAside } from './set-aside'
import { starters } from './starters'
import { storage } from './storage'
import { syncDetails } from './sync-details'
import { timeline } from './timeline'
import { trouble } from './trouble'
import { ways } from './ways'
import { widgets } from './widgets'

/** An area here is a line here and a file beside this one. */
interface Areas {
  account: ReturnType<typeof accountWords>
  announce: ReturnType<typeof announceWords>
  bars: ReturnType<typeof barsWords>
  canvas: ReturnType<typeof canvasWords>
  catalogue: ReturnType<typeof catalogueWords>
  conflicts: ReturnType<typeof conflictsWords>
  delivery: ReturnType<typeof deliveryWords>
  devices: ReturnType<typeof devicesWords>
  edits: ReturnType<typeof editsWords>
  header: ReturnType<typeof headerWords>
  history: ReturnType<typeof historyWords>
  inspector: ReturnType<typeof inspectorWords>
  joining: ReturnType<typeof joiningWords>
  limits: ReturnType<typeof limitsWords>
  moments: ReturnType<typeof momentsWords>
  page: ReturnType<typeof pageWords>
  saving: ReturnType<typeof savingWords>
  session: ReturnType<typeof sessionWords>
  setAside: ReturnType<typeof setAsideWords>
  starters: ReturnType<typeof startersWords>
  storage: ReturnType<typeof storageWords>
  syncDetails: ReturnType<typeof syncDetailsWords>
  timeline: ReturnType<typeof timelineWords>
  trouble: ReturnType<typeof troubleWords>
  ways: ReturnType<typeof waysWords>
  widgets: ReturnType<typeof widgetsWords>
}

export const german: Areas = {
  account,
  announce,
  bars,
  canvas,
  catalogue,
  conflicts,
  delivery,
  devices,
  edits,
  header,
  history,
  inspector,
  joining,
  limits,
  moments,
  page,
  saving,
  session,
  setAside,
  starters,
  storage,
  syncDetails,
  timeline,
  trouble,
  ways,
  widgets,
}
