/** The plot of a tracker, and its lowest, highest and mean value in words. */
import { numbersWords } from '../../words/en/numbers'
import { numberText } from '../../words/formats'
import type { WidgetProps } from '../widget-type'
import { type Point, plotted, summaryOf, thinned } from './plot'
import { showDay, showNumber } from './show-number'

const WIDTH = 300
const HEIGHT = 90
const MOST_POINTS = 300
/** Few enough to be seen one by one. */
const DOTS = 30

interface PlotProps extends WidgetProps {
  /** At least one, the oldest first. */
  points: readonly Point[]
}

export function Plot({ widget, points }: PlotProps) {
  const words = numbersWords()
  const drawn = plotted(thinned(points, MOST_POINTS), WIDTH, HEIGHT)
  const summary = summaryOf(points)
  const from = showDay(points[0]?.at ?? 0)
  const to = showDay(points.at(-1)?.at ?? 0)
  const line = drawn.map(({ x, y }) => `${x} ${y}`).join('L')
  return (
    <>
      <div class="numbers-plot">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={words.plot(points.length, numberText(points.length), from, to)}
        >
          {drawn.length > 1 && (
            <>
              <path class="numbers-area" d={`M${drawn[0]?.x} ${HEIGHT}L${line}L${drawn.at(-1)?.x} ${HEIGHT}Z`} />
              <path class="numbers-line" d={`M${line}`} />
            </>
          )}
          {/* A line of no length with round ends is a dot, however the plot is stretched. */}
          {drawn.length <= DOTS && <path class="numbers-dots" d={drawn.map(({ x, y }) => `M${x} ${y}h0`).join('')} />}
        </svg>
      </div>
      <div class="numbers-days" aria-hidden="true">
        <span>{from}</span>
        {from !== to && <span>{to}</span>}
      </div>
      {summary !== null && points.length > 1 && (
        <dl class="numbers-summary">
          <Figure name={words.least} text={showNumber(widget, summary.least, { unit: false })} />
          <Figure name={words.mean} text={showNumber(widget, summary.mean, { unit: false, atMost: 2 })} />
          <Figure name={words.most} text={showNumber(widget, summary.most, { unit: false })} />
        </dl>
      )}
    </>
  )
}

function Figure({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  )
}
