/** Trouble on purpose: switches for what the worker and a server with FAULTS do wrong, for this device alone. */
import { useState } from 'preact/hooks'
import type { BadAnswer } from '../../../core/wire/fault'
import { isNothing } from '../../../core/wire/provoked'
import { NOTHING_PROVOKED, type Provoked } from '../../../core/wire/worker-message'
import { type ElsewhereChoice, elsewhereChoices, elsewhereValue } from '../../inspector/elsewhere'
import { NO_TROUBLE, type Trouble } from '../../inspector/trouble'
import { useServices } from '../../ui/services'
import { useToasts } from '../../ui/toasts'
import { useStore } from '../../ui/use-store'
import { troubleWords } from '../../words/en/trouble'
import { dateText, numberText } from '../../words/formats'
import type { Opened } from './use-look'

const DELAYS_MS = [400, 3_000, 120_000]
const HOUR_MS = 3_600_000
const HOURS_OFF = [-1, 1, -48, 48]
const SOME_TIMES = 3

export function TroubleSwitches(opened: Opened) {
  const words = troubleWords()
  const { trouble, noTrouble, worker } = opened.look.snapshot
  const provoked = worker.said?.provoked ?? NOTHING_PROVOKED
  return (
    <section class="inspector-card" aria-labelledby="trouble-head" data-testid="inspector-trouble">
      <h3 id="trouble-head">{words.title}</h3>
      {trouble !== null ? (
        <Switches trouble={trouble} {...opened} />
      ) : (
        <>
          <p class="hint">{words.forDevelopers(noTrouble ?? '')}</p>
          {!isNothing(provoked) && <LeftOver provoked={provoked} {...opened} />}
        </>
      )}
    </section>
  )
}

/** What the worker does wrong although the server does not say now that it may. */
function LeftOver({ provoked, inspector, refresh }: { provoked: Provoked } & Opened) {
  const words = troubleWords()
  const { paused, full, skewMs } = provoked
  const wrong = [paused && words.sendsNothing, full && words.takesNothing, skewMs !== 0 && words.datesWrong].filter(
    Boolean,
  )
  const end = async () => {
    await inspector.provoke(NOTHING_PROVOKED)
    refresh()
  }
  return (
    <>
      <p class="notice">{words.stillWrong(wrong.join(', '))}</p>
      <div class="trouble">
        <button type="button" class="button" onClick={() => void end()}>
          {words.endNow}
        </button>
      </div>
    </>
  )
}

function Switches({ trouble, inspector, refresh }: { trouble: Trouble } & Opened) {
  const words = troubleWords()
  const toasts = useToasts()
  const [times, setTimes] = useState<number | null>(1)
  const told = async (work: Promise<string | null>) => {
    const problem = await work
    if (problem !== null) toasts.push({ kind: 'error', text: problem })
    refresh()
  }
  const set = (change: Partial<Trouble>) => void told(inspector.provoke(change))
  return (
    <>
      <p class="hint">{words.forThisDevice}</p>
      <div class="trouble">
        <Switch label={words.offline} on={trouble.offline} set={(offline) => set({ offline })} />
        <Switch label={words.stopSending} on={trouble.paused} set={(paused) => set({ paused })} />
        <Switch label={words.queueFull} on={trouble.full} set={(full) => set({ full })} />
        <Choice label={words.late} choices={delays()} value={trouble.delayMs} set={(delayMs) => set({ delayMs })} />
        <Choice label={words.clock} choices={skews()} value={trouble.skewMs} set={(skewMs) => set({ skewMs })} />
        <Choice
          label={words.answerWith}
          choices={[[words.truth, null], ...entries(words.answers)]}
          value={trouble.answer}
          set={(answer) => set({ answer, times: answer === null ? null : times })}
        />
        <Choice
          label={words.howMany}
          choices={numbersOfTimes()}
          value={times}
          set={(next) => {
            setTimes(next)
            if (trouble.answer !== null) set({ times: next })
          }}
        />
      </div>
      <Elsewhere {...{ inspector, told }} />
      <div class="row-end">
        {trouble.answer !== null && trouble.times !== null && (
          <span class="hint">{words.answeredSo(trouble.times)}</span>
        )}
        <button type="button" class="button" onClick={() => set(NO_TROUBLE)}>
          {words.allWorks}
        </button>
      </div>
    </>
  )
}

/** 0.4 s, 3 s, 2 min: symbols of the SI, the same in every language. */
const spanText = (ms: number) => (ms < 60_000 ? `${numberText(ms / 1_000)} s` : `${numberText(ms / 60_000)} min`)

function delays(): [string, number][] {
  return [[troubleWords().noDelay, 0], ...DELAYS_MS.map((ms): [string, number] => [spanText(ms), ms])]
}

function skews(): [string, number][] {
  const { clockRight, clockOff } = troubleWords()
  return [[clockRight, 0], ...HOURS_OFF.map((hours): [string, number] => [clockOff(hours), hours * HOUR_MS])]
}

function numbersOfTimes(): [string, number | null][] {
  const { next, some, all } = troubleWords().times
  return [
    [next, 1],
    [some(SOME_TIMES), SOME_TIMES],
    [all, null],
  ]
}

const entries = (answers: Record<BadAnswer, string>): [string, BadAnswer][] =>
  Object.entries(answers).map(([kind, label]) => [label, kind as BadAnswer])

function Switch({ label, on, set }: { label: string; on: boolean; set(on: boolean): void }) {
  return (
    <label class="inspector-tick">
      <input type="checkbox" checked={on} onChange={(event) => set(event.currentTarget.checked)} />
      {label}
    </label>
  )
}

interface ChoiceProps<T> {
  label: string
  choices: readonly (readonly [label: string, value: T])[]
  value: T
  set(value: T): void
}

function Choice<T>({ label, choices, value, set }: ChoiceProps<T>) {
  const at = choices.findIndex(([, one]) => one === value)
  return (
    <label class="field">
      <span>{label}</span>
      <select
        class="input"
        value={String(at)}
        onChange={(event) => {
          const choice = choices[Number(event.currentTarget.value)]
          if (choice !== undefined) set(choice[1])
        }}
      >
        {at < 0 && <option value="-1">{String(value)}</option>}
        {choices.map(([choice], i) => (
          <option key={choice} value={String(i)}>
            {choice}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Another device, which does not exist, changes something that is here. */
function Elsewhere({ inspector, told }: Pick<Opened, 'inspector'> & { told(work: Promise<string | null>): void }) {
  const words = troubleWords()
  const { layout } = useServices()
  const widgets = useStore(layout, (state) => state.widgets)
  const [chosen, setChosen] = useState('')
  const choices = elsewhereChoices(widgets)
  const keyOf = ({ widget, field }: ElsewhereChoice) => `${widget} ${field}`
  const choice = choices.find((one) => keyOf(one) === chosen) ?? choices[0]
  if (choice === undefined) return <p class="hint">{words.noWidget}</p>
  const change = ({ widget, field }: ElsewhereChoice) => {
    const mark = words.changedElsewhere(dateText(Date.now(), { timeStyle: 'medium' }))
    const value = elsewhereValue(widgets[widget]?.fields[field], mark)
    if (value !== undefined) told(inspector.editElsewhere(widget, field, value))
  }
  return (
    <div class="elsewhere">
      <label class="field">
        <span>{words.changesNow}</span>
        <select class="input" value={keyOf(choice)} onChange={(event) => setChosen(event.currentTarget.value)}>
          {choices.map((one) => (
            <option key={keyOf(one)} value={keyOf(one)}>
              {one.words}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="button" onClick={() => change(choice)}>
        {words.changeIt}
      </button>
    </div>
  )
}
