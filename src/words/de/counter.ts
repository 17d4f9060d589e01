import type { counterWords } from '../en/counter'

export const counter: ReturnType<typeof counterWords> = {
  more: (step) => `${step} dazuzählen`,
  less: (step) => `${step} abziehen`,
  now: (count) => `Jetzt ${count}`,
  ofGoal: (goal) => `von ${goal}`,
  reached: 'Ziel erreicht',
  left: (n) => `noch ${n}`,
  reset: 'Auf null setzen',
  wasReset: (count) => `Der Zähler stand auf ${count} und steht jetzt auf null.`,
  step: 'Schrittweite',
  goal: 'Ziel (leer: keines)',
  progress: 'Fortschritt zum Ziel',
}
