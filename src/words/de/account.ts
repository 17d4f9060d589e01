import type { accountWords } from '../en/account'
import { numberText } from '../formats'
import { changes } from './saving'

const it = (n: number) => (n === 1 ? 'sie' : 'alle')

function leftBehind(widgets: number, refused: number): string {
  if (widgets > 1) return `${numberText(widgets)} Widgets`
  if (widgets === 1) return 'Ein Widget'
  return refused === 1
    ? 'Eine Änderung, die der Server abgelehnt hat,'
    : `${numberText(refused)} Änderungen, die der Server abgelehnt hat,`
}

export const account: ReturnType<typeof accountWords> = {
  account: 'Konto',
  createTab: 'Konto anlegen',
  create: 'Konto anlegen',
  created: (email) => `Konto angelegt. Melde dich auf deinen anderen Geräten als ${email} an.`,
  aboutCreating:
    'Du nutzt Holdfast als Gast. Mit einer E-Mail-Adresse und einem Passwort kannst du dieses Dashboard auch auf deinen anderen Geräten öffnen. Alles bleibt, wie es ist.',
  signIn: 'Anmelden',
  signedIn: (email) => `Angemeldet als ${email}.`,
  signedInAround: ['Angemeldet als ', '.'],
  aboutSigningIn:
    'Nach dem Anmelden siehst du das Dashboard dieses Kontos. Was du hier als Gast angelegt hast, geht nicht verloren: Du wirst gefragt, was daraus wird.',
  sessionEnded:
    'Deine Sitzung ist abgelaufen. Alles, was du seitdem getan hast, bleibt auf diesem Gerät; melde dich wieder an, dann wird es gesendet.',
  afterSigningOut: 'Wenn du dich abmeldest, bleibt dein Dashboard auf dem Server.',
  email: 'E-Mail',
  password: 'Passwort',
  leastPassword: (chars) => `Mindestens ${numberText(chars)} Zeichen.`,
  moment: 'Einen Moment …',

  signOut: 'Abmelden',
  signingOut: 'Wird abgemeldet …',
  notSentNow: 'Das konnte gerade nicht gesendet werden. Es bleibt auf diesem Gerät; versuche es gleich noch einmal.',
  notAllSent: 'Noch nicht alles gesendet',
  changes,
  whatStays: (n) =>
    n === 1
      ? ' ist noch nicht beim Server. Wenn du dich jetzt abmeldest, bleibt sie auf diesem Gerät, wird niemandem gezeigt und gesendet, sobald du dich hier wieder anmeldest.'
      : ' sind noch nicht beim Server. Wenn du dich jetzt abmeldest, bleiben sie auf diesem Gerät, werden niemandem gezeigt und gesendet, sobald du dich hier wieder anmeldest.',
  staySignedIn: 'Angemeldet bleiben',
  signOutKeep: (n) => `Abmelden und ${it(n)} hier behalten`,
  sendThenSignOut: (n) => `Erst ${it(n)} senden, dann abmelden`,
  sending: 'Wird gesendet …',

  madeAsGuest: 'Hier als Gast angelegt',
  leftBehind: (widgets, refused) => {
    const verb = widgets > 1 || (widgets === 0 && refused !== 1) ? 'stammen' : 'stammt'
    return `${leftBehind(widgets, refused)} ${verb} aus deiner Zeit als Gast auf diesem Gerät, bevor du dich angemeldet hast.`
  },
  whatBecomes: (n) =>
    n === 1
      ? 'Was wird aus dem Widget, das du hier angelegt hast?'
      : `Was wird aus den ${numberText(n)} Widgets, die du hier angelegt hast?`,
  aboutLeaving: (n) =>
    n === 1
      ? 'Du hast es auf diesem Gerät als Gast angelegt. Lässt du es zurück, bleibt es auf diesem Gerät, und du kannst es später unter „Konto“ hinzufügen, exportieren oder verwerfen.'
      : 'Du hast sie auf diesem Gerät als Gast angelegt. Lässt du sie zurück, bleiben sie auf diesem Gerät, und du kannst sie später unter „Konto“ hinzufügen, exportieren oder verwerfen.',
  addTo: (_n, email) => `Zu ${email} hinzufügen`,
  leave: (_n) => 'Zurücklassen',
  left: (n) => `Auf diesem Gerät zurückgelassen: Du findest ${n === 1 ? 'es' : 'sie'} unter „Konto“.`,
  discardForGood: 'Endgültig verwerfen?',
  keep: 'Behalten',
  discard: 'Verwerfen',
  askDiscard: 'Verwerfen …',
  discarded: 'Verworfen.',
  exportIt: 'Exportieren',
  add: (_n) => 'Hier hinzufügen',
  added: 'Zu diesem Dashboard hinzugefügt.',
  guestKept:
    'Das hat nicht geklappt. Das Dashboard des Gasts ist weiterhin hier gespeichert: Versuche es in einer Minute noch einmal.',
  nothingLeft: 'Von jenem Dashboard ist hier nichts mehr übrig: Es gibt nichts zu tun.',
}
