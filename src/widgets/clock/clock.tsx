/** A clock of any time zone. It draws itself again at each second or minute, and nothing else. */
import { useEffect, useState } from 'preact/hooks'
import { readChoice, readFlag, readText } from '../read-field'
import { Choice, Switch, useSetField } from '../setting'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { type ClockSettings, HOURS, isZone, timeWords, zoneName } from './time-words'

const ZONE = 'data/zone'
const HOUR_CYCLE = 'data/hours'
const SECONDS = 'data/seconds'

function settingsOf({ widget }: WidgetProps): ClockSettings {
  return {
    zone: readText(widget, ZONE),
    hours: readChoice(widget, HOUR_CYCLE, HOURS),
    seconds: readFlag(widget, SECONDS, false),
  }
}

/** Now, in ms since 1970, drawn again at each full `everyMs`. */
function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), everyMs - (Date.now() % everyMs))
    return () => clearTimeout(timer)
  }, [now, everyMs])
  return now
}

function ClockBody(props: WidgetProps) {
  const settings = settingsOf(props)
  const now = useNow(settings.seconds ? 1_000 : 60_000)
  const { time, day, place } = timeWords(now, settings)
  return (
    <div class="clock">
      <time class="clock-time" dateTime={new Date(now).toISOString()}>
        {time}
      </time>
      <span class="clock-day">{day}</span>
      <span class="clock-place">{place}</span>
    </div>
  )
}

function zones(): (readonly [string, string])[] {
  const all = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []
  return all.map((zone) => [zone, zone.replaceAll('_', ' ')] as const)
}

function ClockSettingsPanel(props: WidgetProps) {
  const { zone, hours, seconds } = settingsOf(props)
  const setField = useSetField(props.widget.id)
  const choices = [['', 'This device’s'] as const, ...zones()]
  if (zone !== '' && !choices.some(([choice]) => choice === zone)) {
    choices.push([zone, isZone(zone) ? zoneName(zone) : `${zone} (not known here)`])
  }
  return (
    <>
      <Choice label="Time zone" value={zone} choices={choices} onChange={(choice) => setField(ZONE, choice)} />
      <Choice
        label="Hours"
        value={hours}
        choices={[
          ['auto', 'As usual here'],
          ['24', '24 hours'],
          ['12', '12 hours'],
        ]}
        onChange={(choice) => setField(HOUR_CYCLE, choice)}
      />
      <Switch checked={seconds} onChange={(on) => setField(SECONDS, on)}>
        Show seconds
      </Switch>
    </>
  )
}

export const clockParts: WidgetParts = { Body: ClockBody, Settings: ClockSettingsPanel }
