/** A clock of any time zone, and of other places beside it. It is drawn again at each second or minute, and nothing else. */
import type { Widget } from '../../../core/layout/model'
import { nextFull, useNow } from '../../ui/use-now'
import { clockWords } from '../../words/en/clock'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { Face } from './face'
import { FACE, faceOf, PLACE, placesOf, settingsOf, zoneOf } from './fields'
import { ClockSettingsPanel } from './settings'
import { dayText, differenceOf, differenceText, isZone, placeText, timeIn, timeText, zoneName } from './zone-time'
import './clock.css'

function Places({ widget, now }: { widget: Widget; now: number }) {
  const settings = settingsOf(widget)
  const analogue = faceOf(widget) === 'analogue'
  const places = placesOf(widget)
  if (places.length === 0) return null
  return (
    <ul class="clock-places" aria-label={clockWords().otherZones}>
      {places.map((entry) => {
        const zone = zoneOf(entry)
        if (!isZone(zone)) {
          return (
            <li class="clock-other" key={entry.field}>
              <span class="clock-city">{clockWords().notKnown(zone)}</span>
            </li>
          )
        }
        const time = timeText(now, { ...settings, zone })
        return (
          <li class="clock-other" key={entry.field}>
            {analogue && <Face time={timeIn(zone, now)} seconds={settings.seconds} label={time} />}
            <span class="clock-where">
              <span class="clock-city">{zoneName(zone)}</span>
              <span class="clock-difference">{differenceText(differenceOf(settings.zone, zone, now))}</span>
            </span>
            <span class="clock-there" aria-hidden={analogue}>
              {time}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function ClockBody({ widget }: WidgetProps) {
  const settings = settingsOf(widget)
  const now = useNow(nextFull(settings.seconds ? 1_000 : 60_000))
  const analogue = faceOf(widget) === 'analogue'
  const time = timeText(now, settings)
  const hasPlaces = placesOf(widget).length > 0
  return (
    // With more places than there is room for, it is scrolled by keys.
    <div class="clock" data-places={hasPlaces} tabIndex={hasPlaces ? 0 : undefined}>
      <div class="clock-main" data-face={faceOf(widget)}>
        {analogue ? (
          <Face time={timeIn(settings.zone, now)} seconds={settings.seconds} label={time} />
        ) : (
          <time class="clock-time" dateTime={new Date(now).toISOString()}>
            {time}
          </time>
        )}
        <span class="clock-words">
          <span class="clock-day">{dayText(now, settings.zone)}</span>
          <span class="clock-place">{placeText(settings.zone)}</span>
        </span>
      </div>
      <Places widget={widget} now={now} />
    </div>
  )
}

export const clockParts: WidgetParts = {
  Body: ClockBody,
  Settings: ClockSettingsPanel,
  example: () => ({
    [FACE]: 'digital',
    [`${PLACE}1`]: { zone: 'America/New_York', order: 1 },
    [`${PLACE}2`]: { zone: 'Asia/Tokyo', order: 2 },
  }),
}
