/**
 * The colour of a widget of any type, in a field like every other: its frame is tinted in it, and its settings choose it. Used by
 * the frame on the canvas, its settings, and the catalogue.
 */
import type { Widget } from '../../core/layout/model'
import { partsWords } from '../words/en/parts'
import { ColourChoice, type DotColour } from './colours'
import { readChoice } from './read-field'
import { useSetField } from './setting'
import type { WidgetProps } from './widget-type'

/** Notes have had it from the beginning; what they keep in it is what all keep. */
const COLOUR = 'data/colour'
const COLOURS = ['plain', 'yellow', 'green', 'blue', 'pink', 'violet'] as const

/** The colour of its frame, for `data-colour`; undefined: that of every widget without one. */
export function widgetTint(widget: Widget): DotColour | undefined {
  const colour = readChoice(widget, COLOUR, COLOURS)
  return colour === 'plain' ? undefined : colour
}

export function ColourSetting({ widget }: WidgetProps) {
  const setField = useSetField(widget.id)
  return (
    <ColourChoice
      showLabel
      label={partsWords().colour}
      colours={COLOURS}
      value={readChoice(widget, COLOUR, COLOURS)}
      onChange={(colour) => setField(COLOUR, colour)}
    />
  )
}
