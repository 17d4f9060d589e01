/** Dashboards to begin with: their names, and the titles and texts of what is in them. */
import { inEnglish } from '../spoken'

export const startersWords = inEnglish('starters', {
  everyday: {
    name: 'Every day',
    about: 'To-dos, shopping, the month and the time',
    today: 'Today',
    todos: ['Water the plants', 'Call Grandma', 'Take a walk'],
    shopping: 'Shopping',
    shoppingText: '- [ ] Bread\n- [ ] Olives\n- [ ] Coffee',
  },
  focus: {
    name: 'Deep work',
    about: 'A timer, one list, and habits to keep',
    next: 'Next',
    nextTodos: ['The one thing that matters today'],
    notes: 'Scratch pad',
  },
  trip: {
    name: 'A trip',
    about: 'Days to go, what to pack, useful links',
    packing: 'Packing',
    packingTodos: ['Passport', 'Chargers', 'Something to read'],
    ideas: 'Ideas',
  },
})
