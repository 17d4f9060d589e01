/** What a dashboard without widgets shows: what to start with. */

import { Logo } from '../ui/logo'
import { canvasWords } from '../words/en/canvas'
import { WidgetChoices } from './add-widget'

export function EmptyCanvas() {
  const words = canvasWords()
  return (
    <section class="empty" aria-label={words.nothingHere}>
      <Logo />
      <h2>{words.empty}</h2>
      <p>{words.emptyHint}</p>
      <WidgetChoices />
    </section>
  )
}
