import type { startersWords } from '../en/starters'

export const starters: ReturnType<typeof startersWords> = {
  everyday: {
    name: 'Jeden Tag',
    about: 'Aufgaben, Einkauf, der Monat und die Zeit',
    today: 'Heute',
    todos: ['Pflanzen gießen', 'Oma anrufen', 'Spazieren gehen'],
    shopping: 'Einkauf',
    shoppingText: '- [ ] Brot\n- [ ] Oliven\n- [ ] Kaffee',
  },
  focus: {
    name: 'In Ruhe arbeiten',
    about: 'Eine Uhr zum Stellen, eine Liste, gute Gewohnheiten',
    next: 'Als Nächstes',
    nextTodos: ['Das eine, worauf es heute ankommt'],
    notes: 'Notizblock',
  },
  trip: {
    name: 'Eine Reise',
    about: 'Noch so viele Tage, was mitkommt, nützliche Links',
    packing: 'Packen',
    packingTodos: ['Ausweis', 'Ladekabel', 'Etwas zu lesen'],
    ideas: 'Ideen',
  },
}
