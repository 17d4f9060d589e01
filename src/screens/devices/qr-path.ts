/** A QR code as the path of an SVG; loaded when one is drawn. Pure. */
import { encode } from 'uqr'

/** Light modules around it, without which cameras do not find it. */
const BORDER = 4

/** @returns the path of its dark modules, a square of `size` units with one unit a module */
export function qrPath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: BORDER })
  const path = data.flatMap((row, y) => runs(row).map(([from, length]) => `M${from} ${y}h${length}v1h-${length}z`))
  return { size, path: path.join('') }
}

/** Where dark modules begin in a row, and how many follow each other. */
function runs(row: readonly boolean[]): [from: number, length: number][] {
  const found: [number, number][] = []
  for (const [x, dark] of row.entries()) {
    const last = found.at(-1)
    if (!dark) continue
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1
    else found.push([x, 1])
  }
  return found
}
