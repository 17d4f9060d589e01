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
import type { Opened } from './use-look'

const ANSWERS: Record<BadAnswer, string> = {
  'error-500': '500, the server is broken',
  'error-503': '503, come back in 5 s',
  'error-429': '429, too many, in 5 s',
  'error-401': '401, signed out',
  'captive-portal': 'A captive portal’s page',
  'drop-after-commit': 'Nothing, after the commit',
}
const TIMES: [string, number | null][] = [
  ['the next one', 1],
  ['the next 3', 3],
  ['all of them', null],
]
const DELAYS: [string, number][] = [
  ['none', 0],
  ['0.4 s', 400],
  ['3 s', 3_000],
  ['2 min', 120_000],
]
const HOUR_MS = 3_600_000
const SKEWS: [string, number][] = [
  ['right', 0],
  ['1 hour behind', -HOUR_MS],
  ['1 hour ahead', HOUR_MS],
  ['2 days behind', -48 * HOUR_MS],
  ['2 days ahead', 48 * HOUR_MS],
]

export function TroubleSwitches(opened: Opened) {
  const { trouble, noTrouble, worker } = opened.look.snapshot
  const provoked = worker.said?.provoked ?? NOTHING_PROVOKED
  return (
    <section class="inspector-card" aria-labelledby="trouble-head" data-testid="inspector-trouble">
      <h3 id="trouble-head">Trouble on purpose</h3>
      {trouble !== null ? (
        <Switches trouble={trouble} {...opened} />
      ) : (
        <>
          <p class="hint">For developers. {noTrouble}</p>
          {!isNothing(provoked) && <LeftOver provoked={provoked} {...opened} />}
        </>
      )}
    </section>
  )
}

/** What the worker does wrong although the server does not say now that it may. */
function LeftOver({ provoked, inspector, refresh }: { provoked: Provoked } & Opened) {
  const { paused, full, skewMs } = provoked
  const wrong = [
    paused && 'it sends nothing',
    full && 'its queue takes nothing',
    skewMs !== 0 && 'it dates what it sends wrong',
  ].filter(Boolean)
  const end = async () => {
    await inspector.provoke(NOTHING_PROVOKED)
    refresh()
  }
  return (
    <>
      <p class="notice">
        The worker still does what it was told while it might be told: {wrong.join(', ')}. That ends within a minute,
        unless the server says that it may go on.
      </p>
      <div class="trouble">
        <button type="button" class="button" onClick={() => void end()}>
          End it now
        </button>
      </div>
    </>
  )
}

function Switches({ trouble, inspector, refresh }: { trouble: Trouble } & Opened) {
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
      <p class="hint">For this device alone; it lasts until you switch it off, or the server allows it no more.</p>
      <div class="trouble">
        <Switch label="Offline" on={trouble.offline} set={(offline) => set({ offline })} />
        <Switch label="Stop sending" on={trouble.paused} set={(paused) => set({ paused })} />
        <Switch label="Queue is full" on={trouble.full} set={(full) => set({ full })} />
        <Choice label="Answers late by" choices={DELAYS} value={trouble.delayMs} set={(delayMs) => set({ delayMs })} />
        <Choice label="This device’s clock" choices={SKEWS} value={trouble.skewMs} set={(skewMs) => set({ skewMs })} />
        <Choice
          label="Answer saves with"
          choices={[['the truth', null], ...entries(ANSWERS)]}
          value={trouble.answer}
          set={(answer) => set({ answer, times: answer === null ? null : times })}
        />
        <Choice
          label="How many saves"
          choices={TIMES}
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
          <span class="hint">
            {trouble.times === 1 ? 'One more save is' : `${trouble.times} more saves are`} answered so.
          </span>
        )}
        <button type="button" class="button" onClick={() => set(NO_TROUBLE)}>
          Everything works again
        </button>
      </div>
    </>
  )
}

const entries = (words: Record<BadAnswer, string>): [string, BadAnswer][] =>
  Object.entries(words).map(([kind, label]) => [label, kind as BadAnswer])

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
        {choices.map(([words], i) => (
          <option key={words} value={String(i)}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Another device, which does not exist, changes something that is here. */
function Elsewhere({ inspector, told }: Pick<Opened, 'inspector'> & { told(work: Promise<string | null>): void }) {
  const { layout } = useServices()
  const widgets = useStore(layout, (state) => state.widgets)
  const [chosen, setChosen] = useState('')
  const choices = elsewhereChoices(widgets)
  const keyOf = ({ widget, field }: ElsewhereChoice) => `${widget} ${field}`
  const choice = choices.find((one) => keyOf(one) === chosen) ?? choices[0]
  if (choice === undefined) return <p class="hint">Add a widget to let another device change it.</p>
  const change = ({ widget, field }: ElsewhereChoice) => {
    const mark = `Changed elsewhere ${new Date().toLocaleTimeString()}`
    const value = elsewhereValue(widgets[widget]?.fields[field], mark)
    if (value !== undefined) told(inspector.editElsewhere(widget, field, value))
  }
  return (
    <div class="elsewhere">
      <label class="field">
        <span>Another device changes now</span>
        <select class="input" value={keyOf(choice)} onChange={(event) => setChosen(event.currentTarget.value)}>
          {choices.map((one) => (
            <option key={keyOf(one)} value={keyOf(one)}>
              {one.words}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="button" onClick={() => change(choice)}>
        Change it
      </button>
    </div>
  )
}
