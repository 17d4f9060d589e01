import type { orderWords } from '../en/order'

export const order: ReturnType<typeof orderWords> = {
  handle: (name) => `${name} verschieben`,
  help: 'Zieh daran. Oder mit Tasten: Alt und eine Pfeiltaste verschieben um eins; Enter hebt auf, Pfeiltasten verschieben, Enter legt ab, Escape legt zurück.',
  moveUp: 'Nach oben',
  moveDown: 'Nach unten',
  optionsOf: (name) => `Optionen von ${name}`,
  pickedUp: (name, at, of) =>
    `${name} aufgehoben, ${at} von ${of}. Pfeiltasten verschieben, Enter legt ab, Escape legt zurück.`,
  isAt: (name, at, of) => `${name} ist ${at} von ${of}`,
  dropped: (name, at, of) => `${name} abgelegt als ${at} von ${of}`,
  putBack: (name) => `${name} zurückgelegt`,
}
