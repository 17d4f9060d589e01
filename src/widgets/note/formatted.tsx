/**
 * Draws what ./markdown read, as elements and never as HTML text: what another device wrote can be nothing but text, and a
 * link only where `safeHref` says so. Images are links, too: a note makes no request to anywhere. Knows no fields.
 */
import ImageIcon from 'lucide/dist/esm/icons/image.mjs'
import type { MarkedToken, Token, Tokens } from 'marked'
import { type ComponentChildren, h } from 'preact'
import { Icon } from '../../ui/icon'
import { noteWords } from '../../words/en/note'
import { safeHref, shortAddress } from '../safe-href'

/** What goes along while a text is drawn from its start to its end. */
interface Pen {
  /** How many tasks have been drawn: each is known by its number. */
  tasks: number
  /** What the list item says that is being drawn. */
  item: string
  onTick(task: number): void
}

function link(target: string, children: ComponentChildren) {
  const href = safeHref(target)
  if (href === null) return <span>{children}</span>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" draggable={false}>
      {children}
      <span class="visually-hidden"> {noteWords().newTab}</span>
    </a>
  )
}

function image({ href, text }: Tokens.Image) {
  const address = safeHref(href)
  return link(
    href,
    <>
      <Icon node={ImageIcon} /> {text || (address === null ? noteWords().image : shortAddress(address))}
    </>,
  )
}

function box(checked: boolean, pen: Pen) {
  const words = noteWords()
  const task = pen.tasks++
  return (
    <input
      type="checkbox"
      class="note-box"
      checked={checked}
      aria-label={words.tick(pen.item || words.task)}
      onChange={(event) => {
        // Ticked is what the text says, once it says so.
        event.currentTarget.checked = checked
        pen.onTick(task)
      }}
    />
  )
}

function item(token: Tokens.ListItem, pen: Pen) {
  pen.item = token.text.split('\n', 1)[0]?.replace(/^\[[ xX]\]\s+/, '') ?? ''
  return <li class={token.task ? 'note-task' : undefined}>{drawAll(token.tokens, pen)}</li>
}

function list({ ordered, start, items }: Tokens.List, pen: Pen) {
  const children = items.map((one) => item(one, pen))
  return ordered ? (
    <ol dir="auto" start={start === '' ? 1 : start}>
      {children}
    </ol>
  ) : (
    <ul dir="auto">{children}</ul>
  )
}

function table({ header, rows }: Tokens.Table, pen: Pen) {
  const cell = (of: Tokens.TableCell) => {
    const style =
      of.align === null ? {} : { 'text-align': of.align === 'left' ? 'start' : of.align === 'right' ? 'end' : of.align }
    return h(of.header ? 'th' : 'td', { style }, drawAll(of.tokens, pen))
  }
  return (
    <table>
      <thead>
        <tr>{header.map(cell)}</tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>{row.map(cell)}</tr>
        ))}
      </tbody>
    </table>
  )
}

function draw(token: MarkedToken, pen: Pen): ComponentChildren {
  switch (token.type) {
    case 'heading':
      // Below the heading of the page.
      return h(
        `h${Math.min(token.depth + 1, 6)}`,
        { class: 'note-heading', 'data-depth': token.depth },
        drawAll(token.tokens, pen),
      )
    case 'paragraph':
      return <p>{drawAll(token.tokens, pen)}</p>
    case 'blockquote':
      return <blockquote dir="auto">{drawAll(token.tokens, pen)}</blockquote>
    case 'list':
      return list(token, pen)
    case 'table':
      return table(token, pen)
    case 'code':
      return (
        <pre>
          <code>{token.text}</code>
        </pre>
      )
    case 'hr':
      return <hr />
    case 'checkbox':
      return box(token.checked, pen)
    case 'strong':
      return <strong>{drawAll(token.tokens, pen)}</strong>
    case 'em':
      return <em>{drawAll(token.tokens, pen)}</em>
    case 'del':
      return <del>{drawAll(token.tokens, pen)}</del>
    case 'codespan':
      return <code>{token.text}</code>
    case 'br':
      return <br />
    case 'link':
      return link(token.href, drawAll(token.tokens, pen))
    case 'image':
      return image(token)
    case 'escape':
      return token.text
    case 'text':
      return token.tokens === undefined ? token.text : drawAll(token.tokens, pen)
    case 'space':
      return null
    default:
      // What a person wrote is never gone.
      return token.raw
  }
}

function drawAll(tokens: readonly Token[], pen: Pen): ComponentChildren[] {
  return tokens.map((token) => draw(token as MarkedToken, pen))
}

/** Blocks that are drawn as an element; other things stand in a paragraph of their own. */
const BLOCKS = new Set(['heading', 'paragraph', 'blockquote', 'list', 'table', 'code', 'hr'])

interface FormattedProps {
  tokens: readonly MarkedToken[]
  /** The task with that number, from 0, was pressed. */
  onTick(task: number): void
}

/** One element for each block of which ./markdown's `blockEnds` says where it ends. */
export function Formatted({ tokens, onTick }: FormattedProps) {
  const pen: Pen = { tasks: 0, item: '', onTick }
  return (
    <>
      {tokens.map((token) => {
        if (token.type === 'space') return null
        const drawn = draw(token, pen)
        return BLOCKS.has(token.type) ? drawn : <p>{drawn}</p>
      })}
    </>
  )
}
