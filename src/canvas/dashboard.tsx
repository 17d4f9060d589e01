/**
 * The dashboard: the canvas, whose code is loaded with the first widget, and until there is one the dashboards to begin with.
 * Before: the app. After: ./canvas, ./empty-canvas.
 */
import { useRef } from 'preact/hooks'
import { Later } from '../ui/later'
import { useServices } from '../ui/services'
import { useStore } from '../ui/use-store'
import { EmptyCanvas } from './empty-canvas'
import { usePasteFirst } from './use-paste-first'

/** For Later; also for who knows that there are widgets before anything is drawn. */
export const loadCanvas = async () => (await import('./canvas')).Canvas

function Empty() {
  usePasteFirst()
  return (
    <main class="canvas-room">
      <EmptyCanvas />
      <div class="canvas" data-testid="canvas" />
    </main>
  )
}

export function Dashboard() {
  const { layout } = useServices()
  const isEmpty = useStore(layout, (state) => Object.keys(state.widgets).length === 0)
  // Once it is drawn it stays, and says what became of the last widget.
  const isNeeded = useRef(false)
  isNeeded.current ||= !isEmpty
  return isNeeded.current ? <Later load={loadCanvas} props={{}} meanwhile={<Empty />} /> : <Empty />
}
