/** The scenarios on WebKitGTK. */
import { scenariosOn } from './support/engine-scenarios'
import { WEBKIT_ENGINE } from './support/webkit'

scenariosOn(WEBKIT_ENGINE)
