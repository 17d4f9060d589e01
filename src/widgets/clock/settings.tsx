/** What a clock shows: face, zone, hours, seconds, and other places, each a field of its own. */
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import X from 'lucide/dist/esm/icons/x.mjs'
import { useState } from 'preact/hooks'
import { Icon } from '../../ui/icon'
import { useServices } from '../../ui/services'
import { clockWords } from '../../words/en/clock'
import { Handle, OrderSaid } from '../ordered/handle'
import { useReorder } from '../ordered/use-reorder'
import { type Entry, orderAfter } from '../read-field'
import { Choice, Switch, useSetField } from '../setting'
import type { WidgetProps } from '../widget-type'
import { FACE, FACES, faceOf, HOUR_CYCLE, MAIN_ZONE, PLACE, placesOf, SECONDS, settingsOf, zoneOf } from './fields'
import { HOURS, isZone, zoneName } from './zone-time'

function zones(): (readonly [string, string])[] {
  const all = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []
  return all.map((zone) => [zone, zone.replaceAll('_', ' ')] as const)
}

const placeName = (entry: Entry) => zoneName(zoneOf(entry))

function Places({ widgetId, places }: { widgetId: string; places: Entry[] }) {
  const words = clockWords()
  const setField = useSetField(widgetId)
  const reorder = useReorder({ widgetId, all: places, shown: places, nameOf: placeName })
  return (
    <>
      <ul class="ordered" ref={reorder.list} aria-label={words.otherZones}>
        {places.map((entry, index) => (
          <li class="clock-place-edit" key={entry.field}>
            <Handle reorder={reorder} index={index} name={placeName(entry)} />
            <span>{isZone(zoneOf(entry)) ? placeName(entry) : words.notKnown(zoneOf(entry))}</span>
            <button
              type="button"
              class="icon-button"
              aria-label={words.remove(placeName(entry))}
              onClick={() => setField(entry.field, undefined)}
            >
              <Icon node={X} size={16} />
            </button>
          </li>
        ))}
      </ul>
      <OrderSaid reorder={reorder} />
    </>
  )
}

function AddPlace({ widgetId, places }: { widgetId: string; places: Entry[] }) {
  const words = clockWords()
  const { uuid } = useServices()
  const setField = useSetField(widgetId)
  const [zone, setZone] = useState('')
  return (
    <form
      class="clock-add"
      onSubmit={(event) => {
        event.preventDefault()
        if (zone === '') return
        setField(`${PLACE}${uuid()}`, { zone, order: orderAfter(places) })
        setZone('')
      }}
    >
      <select
        class="input"
        aria-label={words.addPlace}
        value={zone}
        onChange={(event) => setZone(event.currentTarget.value)}
      >
        <option value="">{words.choose}</option>
        {zones().map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" class="button" disabled={zone === ''}>
        <Icon node={Plus} size={18} />
        {words.add}
      </button>
    </form>
  )
}

export function ClockSettingsPanel({ widget }: WidgetProps) {
  const words = clockWords()
  const { zone, hours, seconds } = settingsOf(widget)
  const setField = useSetField(widget.id)
  const places = placesOf(widget)
  const choices = [['', words.thisDevice] as const, ...zones()]
  if (zone !== '' && !choices.some(([choice]) => choice === zone)) {
    choices.push([zone, isZone(zone) ? zoneName(zone) : words.notKnown(zone)])
  }
  return (
    <>
      <Choice
        label={words.face}
        value={faceOf(widget)}
        choices={FACES.map((face) => [face, words.faces[face]] as const)}
        onChange={(face) => setField(FACE, face)}
      />
      <Choice label={words.zone} value={zone} choices={choices} onChange={(choice) => setField(MAIN_ZONE, choice)} />
      <Choice
        label={words.hours}
        value={hours}
        choices={HOURS.map((choice) => [choice, words.hourChoices[choice]] as const)}
        onChange={(choice) => setField(HOUR_CYCLE, choice)}
      />
      <Switch checked={seconds} onChange={(on) => setField(SECONDS, on)}>
        {words.seconds}
      </Switch>
      <div class="setting">
        <strong>{words.otherZones}</strong>
        {places.length > 0 && <Places widgetId={widget.id} places={places} />}
        <AddPlace widgetId={widget.id} places={places} />
      </div>
    </>
  )
}
