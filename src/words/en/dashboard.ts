/** The dashboard before it has widgets, and the buttons of the header that begin with them. What the canvas says is in ./canvas. */
import { inEnglish } from '../spoken'

export const dashboardWords = inEnglish('dashboard', {
  arrange: 'Arrange',
  addWidget: 'Add widget',
  nothingHere: 'Nothing here yet',
  empty: 'Your dashboard is empty',
  emptyHint:
    'Begin with one of these, or choose widgets yourself. Everything is saved on this device at once, with or without a connection.',
  coming: 'Your dashboard is on its way',
  comingHint: 'It comes as soon as the network lets it. What you add meanwhile is kept beside it.',
  orChoose: 'Choose widgets',
})
