import type { troubleWords } from '../en/trouble'
import { numberText } from '../formats'

const hoursText = (hours: number) =>
  hours < 48
    ? numberText(hours, { style: 'unit', unit: 'hour', unitDisplay: 'long' })
    : numberText(hours / 24, { style: 'unit', unit: 'day', unitDisplay: 'long' })

const breaksNothing =
  'Dieser Server stört nichts mit Absicht. Starte einen mit FAULTS=on, was er im Produktivbetrieb verweigert'
const notReached = 'Der Server war nicht zu erreichen oder hat das nicht angenommen.'
const nobody = 'Hier ist noch niemand angemeldet, auch kein Gast: Ändere zuerst etwas auf dem Dashboard.'
const nothingSwitched = 'Es wurde nichts geschaltet.'

export const trouble: ReturnType<typeof troubleWords> = {
  title: 'Störungen mit Absicht',
  forDevelopers: (why) => `Für Entwickler. ${why}`,
  forThisDevice: 'Nur für dieses Gerät; es gilt, bis du es ausschaltest oder der Server es nicht mehr erlaubt.',
  offline: 'Kein Netz',
  stopSending: 'Senden anhalten',
  queueFull: 'Warteschlange voll',
  late: 'Antworten verspätet um',
  clock: 'Uhr dieses Geräts',
  answerWith: 'Antwort auf Sendungen',
  howMany: 'Wie viele Sendungen',
  answers: {
    'error-500': '500, der Server ist kaputt',
    'error-503': '503, in 5 s wiederkommen',
    'error-429': '429, zu viele, in 5 s',
    'error-401': '401, abgemeldet',
    'captive-portal': 'Anmeldeseite eines fremden Netzes',
    'drop-after-commit': 'Nichts, nach dem Commit',
  },
  truth: 'die Wahrheit',
  times: { next: 'die nächste', some: (n) => `die nächsten ${numberText(n)}`, all: 'alle' },
  noDelay: 'nichts',
  clockRight: 'richtig',
  clockOff: (hours) => `${hoursText(Math.abs(hours))} ${hours < 0 ? 'nach' : 'vor'}`,
  answeredSo: (n) =>
    n === 1 ? 'Noch eine Sendung wird so beantwortet.' : `Noch ${numberText(n)} Sendungen werden so beantwortet.`,
  allWorks: 'Alles funktioniert wieder',
  stillWrong: (wrong) =>
    `Der Worker tut noch, was ihm gesagt wurde, als man es ihm sagen durfte: ${wrong}. Das endet innerhalb einer Minute, außer der Server sagt, dass es weitergehen darf.`,
  sendsNothing: 'er sendet nichts',
  takesNothing: 'seine Warteschlange nimmt nichts an',
  datesWrong: 'er datiert falsch, was er sendet',
  endNow: 'Jetzt beenden',

  noWidget: 'Füge ein Widget hinzu, damit ein anderes Gerät es ändern kann.',
  changesNow: 'Ein anderes Gerät ändert jetzt',
  changeIt: 'Ändern',
  changedElsewhere: (time) => `Anderswo geändert ${time}`,

  noneHere: {
    off: `${breaksNothing}.`,
    nobody,
    unreachable: 'Der Server ist nicht zu erreichen, deshalb gibt es gerade nichts zu schalten.',
  },
  refused: {
    off: `${breaksNothing}; es wurde nichts eingeschaltet.`,
    nobody,
    unreachable: `${notReached} Was er falsch macht, bleibt, wie es ist, und es wurde nichts eingeschaltet.`,
  },
  notChanged: `${notReached} Es wurde nichts geändert.`,
  noWorker: 'Hier gibt es keinen Worker, der das tun könnte. Es wurde nichts eingeschaltet.',
  workerCannot:
    'Der Worker hier kam von einem Server ohne FAULTS oder konnte diesen nicht fragen, und tut nichts davon. Lade die Seite neu, nimm die neue Version an, die sie anbietet, und versuche es noch einmal.',
  workerSilent: 'Der Worker hat nicht geantwortet. Es wurde nichts geändert; versuche es noch einmal.',
  serverSilent: 'Der Server war nicht zu erreichen. Es wurde nichts geändert.',
  serverRefused: (why) => `Der Server hat das abgelehnt: ${why} Es wurde nichts geändert.`,

  howToSay: (names) =>
    `Was geschaltet werden soll, sagt man als { offline: true }, mit einem oder mehreren von ${names}. ${nothingSwitched}`,
  noSwitch: (name, names) => `„${name}“ gibt es nicht. Es gibt ${names}. ${nothingSwitched}`,
  mustBe: (name, what) => `„${name}“ muss ${what} sein. ${nothingSwitched}`,
  flag: 'true oder false',
  ms: 'eine ganze Zahl von ms',
  msUpTo: (most) => `eine ganze Zahl von ms zwischen 0 und ${numberText(most)}`,
  oneOf: (names) => `null oder eines von ${names}`,
  count: 'null oder eine ganze Zahl ab 1',
}
