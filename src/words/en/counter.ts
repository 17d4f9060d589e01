/** What the counter says. */
import { inEnglish } from '../spoken'

export const counterWords = inEnglish('counter', {
  more: (step: string) => `Add ${step}`,
  less: (step: string) => `Take away ${step}`,
  now: (count: string) => `Now ${count}`,
  ofGoal: (goal: string) => `of ${goal}`,
  reached: 'Goal reached',
  left: (n: string) => `${n} to go`,
  reset: 'Reset to zero',
  wasReset: (count: string) => `The counter was at ${count} and is at zero now.`,
  step: 'Step',
  goal: 'Goal (empty: none)',
  progress: 'Progress to the goal',
})
