/** Draws an icon from lucide's data. Icons are imported one by one, so that only those drawn are in the bundle. */
import { h } from 'preact'
import type { IconNode } from './icons'

interface IconProps {
  node: IconNode
  /** Pixels; the text's height when left out. */
  size?: number
}

/** Decoration: hidden from assistive technology, so whatever holds it has a name in words. */
export function Icon({ node, size }: IconProps) {
  const side = size === undefined ? '1.25em' : String(size)
  return (
    <svg
      class="icon"
      width={side}
      height={side}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {node.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  )
}
