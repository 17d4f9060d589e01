/** A counter: plus, minus, and how far it is to the goal. What it keeps, and why, is in ./sum. */
import Minus from 'lucide/dist/esm/icons/minus.mjs'
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import RotateCcw from 'lucide/dist/esm/icons/rotate-ccw.mjs'
import { useState } from 'preact/hooks'
import type { Widget } from '../../../core/layout/model'
import { Icon } from '../../ui/icon'
import { useServices } from '../../ui/services'
import { counterWords } from '../../words/en/counter'
import { numberText } from '../../words/formats'
import { dayOf } from '../days'
import { NumberSetting } from '../number-setting'
import { numberOr, readNumber } from '../read-number'
import { useSetField } from '../setting'
import { useEdit } from '../use-edit'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { countOf, pressed, reset } from './sum'
import './counter.css'

const STEP = 'data/step'
const GOAL = 'data/goal'
const LEAST_STEP = 0.001
const MOST = 1e9

const stepOf = (widget: Widget) => readNumber(widget, STEP, 1, LEAST_STEP, MOST)
const goalOf = (widget: Widget): number | null => numberOr(widget.fields[GOAL], null, LEAST_STEP, MOST)
const shown = (count: number) => numberText(count, { maximumFractionDigits: 3 })

/** Of this life of the page: no other one presses on its field. */
let page: string | undefined

function CounterBody({ widget }: WidgetProps) {
  const words = counterWords()
  const { uuid } = useServices()
  const edit = useEdit(widget.id)
  const [said, say] = useState('')
  const count = countOf(widget)
  const step = stepOf(widget)
  const goal = goalOf(widget)

  const press = (by: number) => {
    page ??= uuid()
    if (edit(pressed(widget, by, page, dayOf(Date.now()).slice(0, 7)))) say(words.now(shown(count + by)))
  }
  return (
    <div class="counter">
      <div class="counter-row">
        <button type="button" class="counter-press" aria-label={words.less(shown(step))} onClick={() => press(-step)}>
          <Icon node={Minus} size={22} />
        </button>
        <span class="counter-count" data-length={Math.min(12, shown(count).length)}>
          {shown(count)}
        </span>
        <button
          type="button"
          class="counter-press"
          data-main
          aria-label={words.more(shown(step))}
          onClick={() => press(step)}
        >
          <Icon node={Plus} size={26} />
        </button>
      </div>
      {goal !== null && (
        <div class="counter-goal">
          <progress max={goal} value={Math.min(goal, Math.max(0, count))} aria-label={words.progress} />
          <span>
            {words.ofGoal(shown(goal))} · {count >= goal ? words.reached : words.left(shown(goal - count))}
          </span>
        </div>
      )}
      {count !== 0 && (
        <button
          type="button"
          class="button quiet counter-reset"
          onClick={() => edit(reset(widget), words.wasReset(shown(count)))}
        >
          <Icon node={RotateCcw} size={16} />
          {words.reset}
        </button>
      )}
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </div>
  )
}

function CounterSettings({ widget }: WidgetProps) {
  const words = counterWords()
  const setField = useSetField(widget.id)
  return (
    <>
      <NumberSetting
        label={words.step}
        value={stepOf(widget)}
        least={LEAST_STEP}
        most={MOST}
        onChange={(step) => setField(STEP, step ?? 1)}
      />
      <NumberSetting
        label={words.goal}
        value={goalOf(widget)}
        least={LEAST_STEP}
        most={MOST}
        canBeEmpty
        onChange={(goal) => setField(GOAL, goal ?? undefined)}
      />
    </>
  )
}

export const counterParts: WidgetParts = {
  Body: CounterBody,
  Settings: CounterSettings,
  example: () => ({ 'data/count:2026-01:example': 6, [GOAL]: 8 }),
}
