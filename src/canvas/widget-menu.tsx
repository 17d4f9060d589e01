/** The menu of a widget, which does with single taps what hands do on the canvas, and the panels that it opens. Before: ./widget-frame. */
import ArrowUpToLine from 'lucide/dist/esm/icons/arrow-up-to-line.mjs'
import Copy from 'lucide/dist/esm/icons/copy.mjs'
import CopyPlus from 'lucide/dist/esm/icons/copy-plus.mjs'
import Move from 'lucide/dist/esm/icons/move.mjs'
import Settings from 'lucide/dist/esm/icons/settings-2.mjs'
import Trash from 'lucide/dist/esm/icons/trash.mjs'
import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import type { Widget } from '../../core/layout/model'
import { Menu } from '../ui/menu'
import { Popover } from '../ui/popover'
import { widgetName } from '../widgets/registry'
import { useParts } from '../widgets/use-parts'
import { ColourSetting } from '../widgets/widget-colour'
import type { WidgetType } from '../widgets/widget-type'
import { canvasWords } from '../words/en/canvas'
import type { FrameHandlers } from './frame-handlers'
import { ELLIPSIS } from './frame-icons'
import { PlacePad } from './place-pad'

interface WidgetMenuProps {
  widget: Widget
  type: WidgetType
  /** What the panels open beside. */
  anchor: RefObject<HTMLElement | null>
  direction: 1 | -1
  handlers: FrameHandlers
}

export function WidgetMenu({ widget, type, anchor, direction, handlers }: WidgetMenuProps) {
  const [open, setOpen] = useState<'settings' | 'place' | null>(null)
  const parts = useParts(type)
  const words = canvasWords()
  const name = widgetName(widget)
  const { id } = widget
  return (
    <>
      <Menu
        label={words.optionsOf(name)}
        icon={ELLIPSIS}
        items={[
          { label: words.settings, icon: Settings, run: () => setOpen('settings') },
          { label: words.moveAndSize, icon: Move, run: () => setOpen('place') },
          { label: words.toTheTop, icon: ArrowUpToLine, run: () => handlers.nudge(id, { kind: 'to-top' }) },
          { label: words.duplicate, icon: CopyPlus, run: () => handlers.duplicate(id) },
          { label: words.copy, icon: Copy, run: () => handlers.copy(id) },
          { label: words.remove, icon: Trash, danger: true, run: () => handlers.remove(id) },
        ]}
      />
      {open === 'settings' && (
        <Popover anchor={anchor} onClose={() => setOpen(null)} label={words.settingsOf(name)} shape="panel">
          <h2 class="panel-title">{words.typeSettings(type.words().name)}</h2>
          <ColourSetting widget={widget} />
          {parts !== null && parts !== 'failed' && <parts.Settings widget={widget} />}
        </Popover>
      )}
      {open === 'place' && (
        <Popover anchor={anchor} onClose={() => setOpen(null)} label={words.moveAndSizeOf(name)} shape="panel">
          <h2 class="panel-title">{words.moveAndSizeOf(name)}</h2>
          <PlacePad direction={direction} onNudge={(step) => handlers.nudge(id, step)} />
        </Popover>
      )}
    </>
  )
}
