/** A widget that cannot be drawn says so, and the others go on. */
import { Component, type ComponentChildren } from 'preact'
import { canvasWords } from '../words/en/canvas'

interface BoundaryProps {
  children: ComponentChildren
}

export class Boundary extends Component<BoundaryProps, { failed: boolean }> {
  override state = { failed: false }

  override componentDidCatch(error: unknown): void {
    console.error(error)
    this.setState({ failed: true })
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return <Problem />
  }
}

function Problem() {
  const words = canvasWords()
  return (
    <div class="unknown">
      <strong>{words.cannotBeShown}</strong>
      <span>{words.cannotBeShownHint}</span>
    </div>
  )
}

/** The code that draws it did not come. */
export const NotLoaded = Problem
