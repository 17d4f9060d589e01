/** A small picture of a version's layout; loaded once somebody looks at it. Before: ./version-list. After: ./version-memory. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Layout } from '../../../core/layout/model'
import type { WidgetChange } from '../../../core/wire/widget-change'
import { drawnBoxes } from './comparison'
import type { VersionMemory } from './version-memory'

interface PictureProps {
  revision: number
  memory: VersionMemory
  /** Of the version: what it changed stands out. */
  changes: readonly WidgetChange[]
}

/** Rows are lower than columns are wide, as on a desk. */
const ROW = 0.66
const COLUMNS = 12
/** Of the picture, in columns: a layout that is higher is cut off below, one that is much higher is drawn smaller first. */
const LEAST_HIGH = 8
const MOST_HIGH = 14
const GAP = 0.14

export function Picture({ revision, memory, changes }: PictureProps) {
  const frame = useRef<HTMLSpanElement>(null)
  const [layout, setLayout] = useState<Layout | undefined>(() => memory.known(revision))
  useEffect(() => {
    if (layout !== undefined || frame.current === null || typeof IntersectionObserver === 'undefined') return
    let isSeen = false
    let isDone = false
    const observer = new IntersectionObserver((entries) => {
      isSeen = entries.some(({ isIntersecting }) => isIntersecting)
      if (!isSeen) return
      void memory
        .layoutAt(revision, () => isSeen && !isDone)
        .then((loaded) => {
          if (loaded !== null && typeof loaded === 'object' && !isDone) setLayout(loaded)
        })
    })
    observer.observe(frame.current)
    return () => {
      isDone = true
      observer.disconnect()
    }
  }, [revision, memory, layout])
  return (
    <span ref={frame} class="version-picture" aria-hidden="true">
      {layout !== undefined && <Boxes layout={layout} changed={new Set(changes.map(({ widget }) => widget))} />}
    </span>
  )
}

function Boxes({ layout, changed }: { layout: Layout; changed: ReadonlySet<string> }) {
  const boxes = Object.entries(drawnBoxes(layout, 'desktop'))
  const rows = Math.max(0, ...boxes.map(([, { y, h }]) => y + h))
  const high = Math.min(MOST_HIGH, Math.max(LEAST_HIGH, rows * ROW))
  return (
    <svg viewBox={`0 0 ${COLUMNS} ${high}`} preserveAspectRatio="xMidYMin meet" aria-hidden="true">
      {boxes
        .filter(([, { y }]) => y * ROW < high)
        .map(([id, { x, y, w, h }]) => (
          <rect
            key={id}
            data-changed={changed.has(id)}
            x={x + GAP}
            y={y * ROW + GAP}
            width={w - 2 * GAP}
            height={h * ROW - 2 * GAP}
            rx={0.3}
          />
        ))}
    </svg>
  )
}
