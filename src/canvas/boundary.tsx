/** A widget that cannot be drawn says so, and the others go on. */
import { Component, type ComponentChildren } from 'preact'

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
  return (
    <div class="unknown">
      <strong>This widget cannot be shown</strong>
      <span>What is in it is kept. Reload the page to try again.</span>
    </div>
  )
}

/** The code that draws it did not come. */
export const NotLoaded = Problem
