/** What a dashboard without widgets shows: what to start with. */

import { Logo } from '../ui/logo'
import { WidgetChoices } from './add-widget'

export function EmptyCanvas() {
  return (
    <section class="empty" aria-label="Nothing here yet">
      <Logo />
      <h2>Your dashboard is empty</h2>
      <p>Add your first widget. It is saved on this device at once, with or without a connection.</p>
      <WidgetChoices />
    </section>
  )
}
