/**
 * One of the two values of a conflict, readable whatever it is: a text with the lines that the other lacks, a box as a picture, a
 * to-do item. Before: ./conflict-card. Values come from other devices and other versions, so anything may be of a wrong shape.
 */
import Square from 'lucide/dist/esm/icons/square.mjs'
import SquareCheck from 'lucide/dist/esm/icons/square-check-big.mjs'
import { readBox } from '../../../core/layout/asked'
import { type Box, COLUMNS, type Grid, type Json } from '../../../core/layout/model'
import type { Conflict, Side } from '../../../core/wire/answer'
import { Icon } from '../../ui/icon'
import { partsOf } from '../../widgets/read-field'
import { conflictsWords } from '../../words/en/conflicts'
import { numberText } from '../../words/formats'
import { choiceText } from './choice-text'
import { lineDiff } from './line-diff'

interface SideValueProps {
  conflict: Conflict
  which: 'kept' | 'lost'
}

export function SideValue({ conflict, which }: SideValueProps) {
  const words = conflictsWords()
  const side = conflict[which]
  const other = conflict[which === 'kept' ? 'lost' : 'kept']
  if (side.removed === true) return <p>{conflict.rule === 'unknown' ? words.nothing : words.removed}</p>
  if (side.unset === true || side.value === undefined) {
    return <p>{other.removed === true ? words.stayed : words.nothing}</p>
  }
  return <Value field={conflict.field} value={side.value} other={other} />
}

function Value({ field, value, other }: { field: string | null; value: Json; other: Side }) {
  const words = conflictsWords()
  if (field === 'desktop' || field === 'mobile') {
    const box = readBox(value, COLUMNS[field])
    if (box !== undefined) return <BoxPicture box={box} grid={field} />
  }
  const choice = typeof value === 'string' ? choiceText(field, value) : undefined
  if (choice !== undefined) return <p>{choice}</p>
  if (typeof value === 'string') return <Text text={value} other={typeof other.value === 'string' ? other.value : ''} />
  if (typeof value === 'boolean') return <p>{value ? words.yes : words.no}</p>
  if (typeof value === 'number') return <p>{numberText(value)}</p>
  const parts = partsOf(value)
  const title = textOf(parts.text) ?? textOf(parts.title) ?? textOf(parts.url)
  if (title === undefined) return <Text text={JSON.stringify(value)} other="" />
  const address = textOf(parts.url)
  return (
    <div class="side-entry">
      <p>{title}</p>
      {typeof parts.done === 'boolean' && (
        <p class="side-done">
          <Icon node={parts.done ? SquareCheck : Square} size={16} />
          {parts.done ? words.done : words.open}
        </p>
      )}
      {address !== undefined && address !== title && <p class="hint small">{address}</p>}
    </div>
  )
}

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined

function Text({ text, other }: { text: string; other: string }) {
  const words = conflictsWords()
  if (text === '') return <p class="hint">{words.emptyText}</p>
  const { a: lines } = lineDiff(text, other)
  const isMarked = lines.length > 1 || other.includes('\n')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, by the keys too
    <div class="side-text" tabIndex={0}>
      {lines.map((line, i) => (
        <p key={i} data-only={isMarked && line.isOnlyHere}>
          {isMarked && line.isOnlyHere ? (
            <>
              <span class="visually-hidden">{words.onlyHere}: </span>
              <ins>{line.text || ' '}</ins>
            </>
          ) : (
            line.text || ' '
          )}
        </p>
      ))}
    </div>
  )
}

/** Rows only say the order in which widgets are drawn (core/layout/aim), so the words name none. */
function BoxPicture({ box, grid }: { box: Box; grid: Grid }) {
  const words = conflictsWords()
  const columns = COLUMNS[grid]
  const high = Math.max(3, Math.min(box.h, 8) + 1)
  return (
    <div class="side-box">
      <svg viewBox={`0 0 ${columns} ${high}`} data-grid={grid} aria-hidden="true">
        {Array.from({ length: columns }, (_, x) => (
          <rect key={x} class="side-column" x={x + 0.06} y={0} width={0.88} height={high} />
        ))}
        <rect x={box.x + 0.1} y={0.5} width={box.w - 0.2} height={Math.min(box.h, 8)} rx={0.25} />
      </svg>
      <p>{words.box(box.x + 1, words.wide(box.w), words.high(box.h))}</p>
    </div>
  )
}
