/** The scenarios on Chromium. */
import { CHROMIUM_ENGINE } from './support/chromium'
import { scenariosOn } from './support/engine-scenarios'

scenariosOn(CHROMIUM_ENGINE)
