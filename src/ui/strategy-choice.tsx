/** How conflicts are decided on this device (S4): the person's setting, read when a save is composed. */
import { useState } from 'preact/hooks'
import { STRATEGIES, type Strategy } from '../../core/edits/edit'
import { useServices } from './services'

const WORDS: Record<Strategy, string> = {
  merge: 'Keep the newest change',
  local: 'Keep this device’s change',
  remote: 'Keep the other device’s change',
}

export function StrategyChoice() {
  const { strategy } = useServices()
  const [chosen, setChosen] = useState(strategy.get)
  const choose = (value: string) => {
    const next = STRATEGIES.find((known) => known === value) ?? 'merge'
    strategy.set(next)
    setChosen(next)
  }
  return (
    <label class="field">
      <span>When two devices change the same thing</span>
      <select class="input" value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        {STRATEGIES.map((value) => (
          <option key={value} value={value}>
            {WORDS[value]}
          </option>
        ))}
      </select>
    </label>
  )
}
