/** The scenarios on stock Firefox. */
import { scenariosOn } from './support/engine-scenarios'
import { FIREFOX_ENGINE } from './support/firefox'

scenariosOn(FIREFOX_ENGINE)
