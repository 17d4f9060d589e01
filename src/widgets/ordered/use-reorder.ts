/**
 * Station 1 for the order of a widget's entries: pointer, keys, or one step by a menu. While one is moved, nothing but
 * styles change; it ends in at most one edit, with the revision at which it began (S3). Where it goes: ./slots and ./place.
 * Before: ./handle and the menu of an entry. After: actions.editWidget.
 */
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Seen } from '../../../core/edits/edit'
import { attempt } from '../../ui/attempt'
import { useServices } from '../../ui/services'
import { useToasts } from '../../ui/toasts'
import { orderWords } from '../../words/en/order'
import { numberText } from '../../words/formats'
import type { Entry } from '../read-field'
import { moved, placeAmongAll } from './place'
import { type Slot, shifts, slotAt } from './slots'

/** Less is a press, not a drag. */
const THRESHOLD_PX = 4
/** So near the edge of what scrolls, it scrolls along. */
const EDGE_PX = 32
const SCROLL_PX_PER_FRAME = 8

interface Held {
  by: 'pointer' | 'keyboard'
  from: number
  to: number
  /** The fields of the entries that are shown: when they are others, there is nothing to go on with. */
  fields: readonly string[]
  slots: readonly Slot[]
  /** What was seen of the server when it began (S3). */
  base: Seen
}

interface ReorderParts {
  widgetId: string
  /** Every entry in its order, and those of them that are drawn: one child of the list each. */
  all: readonly Entry[]
  shown: readonly Entry[]
  nameOf(entry: Entry): string
}

export interface Reorder {
  /** For the list whose children are the entries. */
  list: RefObject<HTMLUListElement | null>
  /** What to say to people who do not see it. */
  said: string
  say(words: string): void
  /** How many can be moved. */
  count: number
  press(event: PointerEvent, index: number): void
  key(event: KeyboardEvent, index: number): void
  /** The handle lost the focus: what was picked up is dropped. */
  leave(): void
  /** One step up (-1) or down (1), at once. `focus` selects what in the entry has the focus then. */
  step(index: number, by: -1 | 1, focus: string): void
}

/** The nearest ancestor that scrolls; null: none but the page. */
function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  }
  return null
}

const sameFields = (a: readonly string[], b: readonly Entry[]) =>
  a.length === b.length && a.every((field, i) => field === b[i]?.field)

export const HANDLE = '.entry-handle'

/** For one list of a widget, drawn in the order of `shown`. */
export function useReorder({ widgetId, all, shown, nameOf }: ReorderParts): Reorder {
  const { actions } = useServices()
  const toasts = useToasts()
  const list = useRef<HTMLUListElement>(null)
  const [said, say] = useState('')
  const held = useRef<Held | null>(null)
  const stopPointer = useRef(() => {})
  const refocus = useRef<{ field: string; selector: string } | null>(null)
  // Handlers of one press outlive many draws: they read what is current here.
  const now = useRef({ all, shown, nameOf })
  now.current = { all, shown, nameOf }

  const rows = () => [...(list.current?.children ?? [])] as HTMLElement[]
  const nameAt = (index: number) => {
    const entry = now.current.shown[index]
    return entry === undefined ? '' : now.current.nameOf(entry)
  }
  const place = (index: number) => [numberText(index + 1), numberText(now.current.shown.length)] as const

  function hold(by: Held['by'], index: number, base: Seen): Held {
    const slots = rows().map((row) => ({ top: row.offsetTop, height: row.offsetHeight }))
    const fields = now.current.shown.map(({ field }) => field)
    held.current = { by, from: index, to: index, fields, slots, base }
    const row = rows()[index]
    if (row !== undefined) row.dataset.lifted = by
    list.current?.setAttribute('data-moving', '')
    return held.current
  }

  /** The others make room; `dy`: pixels that the held one is dragged, else it stands where it would go. */
  function show({ slots, from, to }: Held, dy?: number): void {
    const by = shifts(slots, from, to)
    rows().forEach((row, i) => {
      const pixels = i === from && dy !== undefined ? dy : by[i]
      row.style.translate = pixels ? `0 ${pixels}px` : ''
    })
  }

  function letGo(): Held | null {
    const ended = held.current
    held.current = null
    list.current?.removeAttribute('data-moving')
    for (const row of rows()) {
      row.style.translate = ''
      delete row.dataset.lifted
    }
    return ended
  }

  function edit(from: number, to: number, base: Seen, focus: string | null): void {
    const entry = now.current.shown[from]
    const fields = moved(
      now.current.all,
      now.current.all.findIndex(({ field }) => field === entry?.field),
      placeAmongAll(now.current.all, now.current.shown, from, to),
    )
    if (entry === undefined || Object.keys(fields).length === 0) return
    if (focus !== null) refocus.current = { field: entry.field, selector: focus }
    attempt(toasts, () => actions.editWidget(widgetId, fields, { base }))
  }

  function drop(): void {
    const ended = letGo()
    if (ended === null) return
    say(orderWords().dropped(nameAt(ended.from), ...place(ended.to)))
    const hadFocus = rows()[ended.from]?.querySelector(HANDLE) === document.activeElement
    if (ended.from !== ended.to) edit(ended.from, ended.to, ended.base, hadFocus ? HANDLE : null)
  }

  function cancel(): void {
    const ended = letGo()
    if (ended !== null) say(orderWords().putBack(nameAt(ended.from)))
  }

  function press(event: PointerEvent, index: number): void {
    if (event.button !== 0 || !event.isPrimary || held.current !== null) return
    const handle = event.currentTarget as HTMLElement
    const scroller = scrollerOf(handle)
    const scrolled = () => window.scrollY + (scroller?.scrollTop ?? 0)
    const base = actions.seen()
    const start = event.clientY + scrolled()
    let y = event.clientY
    let frame = 0
    const follow = () => {
      const going = held.current
      if (going === null) return
      const dy = y + scrolled() - start
      going.to = slotAt(going.slots, going.from, dy)
      show(going, dy)
    }
    const scroll = () => {
      const edge = scroller?.getBoundingClientRect()
      const by = edge === undefined ? 0 : y < edge.top + EDGE_PX ? -1 : y > edge.bottom - EDGE_PX ? 1 : 0
      if (by !== 0) {
        scroller?.scrollBy(0, by * SCROLL_PX_PER_FRAME)
        follow()
      }
      frame = requestAnimationFrame(scroll)
    }
    const move = (moving: PointerEvent) => {
      if (moving.pointerId !== event.pointerId) return
      y = moving.clientY
      if (held.current === null) {
        if (Math.abs(y + scrolled() - start) < THRESHOLD_PX) return
        // What is typed in the list becomes its edit before the order does.
        const focused = document.activeElement
        if (focused instanceof HTMLElement && focused !== handle && list.current?.contains(focused)) focused.blur()
        hold('pointer', index, base)
        frame = requestAnimationFrame(scroll)
      }
      follow()
    }
    const end = (ending: PointerEvent) => {
      if (ending.pointerId !== event.pointerId) return
      stopPointer.current()
      if (ending.type === 'pointerup') drop()
      else cancel()
    }
    stopPointer.current = () => {
      cancelAnimationFrame(frame)
      handle.removeEventListener('pointermove', move)
      handle.removeEventListener('pointerup', end)
      handle.removeEventListener('pointercancel', end)
      stopPointer.current = () => {}
    }
    handle.setPointerCapture(event.pointerId)
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', end)
    handle.addEventListener('pointercancel', end)
  }

  function stepTo(going: Held, to: number): void {
    going.to = Math.min(Math.max(to, 0), going.fields.length - 1)
    show(going)
    rows()[going.from]?.scrollIntoView?.({ block: 'nearest' })
    say(orderWords().isAt(nameAt(going.from), ...place(going.to)))
  }

  function key(event: KeyboardEvent, index: number): void {
    const going = held.current
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const isPick = event.key === 'Enter' || event.key === ' '
    if (going === null) {
      if (event.altKey && by !== 0) step(index, by, HANDLE)
      else if (isPick) {
        hold('keyboard', index, actions.seen())
        say(orderWords().pickedUp(nameAt(index), ...place(index)))
      } else return
    } else if (event.key === 'Escape') {
      stopPointer.current()
      cancel()
      event.stopPropagation()
    } else if (going.by === 'pointer') return
    else if (isPick) drop()
    else if (by !== 0) stepTo(going, going.to + by)
    else if (event.key === 'Home' || event.key === 'End') stepTo(going, event.key === 'Home' ? 0 : going.fields.length)
    else return
    event.preventDefault()
  }

  function step(index: number, by: -1 | 1, focus: string): void {
    const to = index + by
    if (to < 0 || to >= now.current.shown.length) return
    say(orderWords().isAt(nameAt(index), ...place(to)))
    edit(index, to, actions.seen(), focus)
  }

  // Another device added or removed one: there is nothing to go on with.
  useLayoutEffect(() => {
    if (held.current !== null && !sameFields(held.current.fields, shown)) {
      stopPointer.current()
      cancel()
    }
    if (refocus.current === null) return
    const { field, selector } = refocus.current
    refocus.current = null
    // An element that is put elsewhere in the page loses its focus.
    const at = shown.findIndex((entry) => entry.field === field)
    const target = rows()[at]?.querySelector<HTMLElement>(selector)
    target?.focus({ preventScroll: true })
    target?.scrollIntoView?.({ block: 'nearest' })
  })
  useLayoutEffect(() => () => stopPointer.current(), [])

  return {
    list,
    said,
    say,
    count: shown.length,
    press,
    key,
    leave: () => {
      if (held.current?.by === 'keyboard') drop()
    },
    step,
  }
}
