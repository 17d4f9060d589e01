/** The settings of a timer: its mode, its lengths, and how its end is told. */
import { useState } from 'preact/hooks'
import { timerWords } from '../../words/en/timer'
import { NumberSetting } from '../number-setting'
import { Choice, Switch, useSetField } from '../setting'
import type { WidgetProps } from '../widget-type'
import { notifying, playChime } from './alarm'
import { hasSound, LENGTH, lengthOf, MODE, MODES, modeOf, SOUND } from './fields'
import { POMODORO_FIELDS, pomodoroSettings } from './pomodoro'

export function TimerSettings({ widget }: WidgetProps) {
  const words = timerWords()
  const setField = useSetField(widget.id)
  const mode = modeOf(widget)
  const sound = hasSound(widget)
  return (
    <>
      <Choice
        label={words.mode}
        value={mode}
        choices={MODES.map((one) => [one, words.modes[one]] as const)}
        onChange={(one) => setField(MODE, one)}
      />
      {mode === 'timer' && <TimerLength widget={widget} />}
      {mode === 'pomodoro' && <PomodoroLengths widget={widget} />}
      {mode !== 'stopwatch' && (
        <>
          <Switch checked={sound} onChange={(on) => setField(SOUND, on)}>
            {words.sound}
          </Switch>
          {sound && (
            <button type="button" class="button" onClick={playChime}>
              {words.tryIt}
            </button>
          )}
          <NotifyChoice />
        </>
      )}
    </>
  )
}

function TimerLength({ widget }: WidgetProps) {
  const words = timerWords()
  const setField = useSetField(widget.id)
  const seconds = lengthOf(widget) / 1_000
  const set = (minutes: number, rest: number) => setField(LENGTH, Math.max(1, minutes * 60 + rest))
  const minutes = Math.floor(seconds / 60)
  return (
    <div class="timer-lengths">
      <NumberSetting
        label={words.minutes}
        value={minutes}
        least={0}
        most={24 * 60 - 1}
        whole
        onChange={(value) => set(value ?? 0, seconds % 60)}
      />
      <NumberSetting
        label={words.seconds}
        value={seconds % 60}
        least={0}
        most={59}
        whole
        onChange={(value) => set(minutes, value ?? 0)}
      />
    </div>
  )
}

function PomodoroLengths({ widget }: WidgetProps) {
  const words = timerWords()
  const setField = useSetField(widget.id)
  const settings = pomodoroSettings(widget)
  const labels = {
    work: words.focusMinutes,
    short: words.shortMinutes,
    long: words.longMinutes,
    rounds: words.roundsUntilLong,
  }
  return (
    <>
      {(['work', 'short', 'long', 'rounds'] as const).map((part) => (
        <NumberSetting
          key={part}
          label={labels[part]}
          value={settings[part]}
          least={1}
          most={part === 'rounds' ? 12 : 180}
          whole
          onChange={(value) => setField(POMODORO_FIELDS[part], value ?? 1)}
        />
      ))}
    </>
  )
}

/** Of this device alone, so it is not a field. The browser is asked only when the person presses. */
function NotifyChoice() {
  const words = timerWords()
  const [may, setMay] = useState(notifying)
  if (may === null) return null
  if (may !== 'default')
    return <p class="hint small setting">{may === 'granted' ? words.notifyGranted : words.notifyDenied}</p>
  return (
    <div class="setting">
      <button type="button" class="button" onClick={async () => setMay(await Notification.requestPermission())}>
        {words.notify}
      </button>
      <p class="hint small">{words.notifyHint}</p>
    </div>
  )
}
