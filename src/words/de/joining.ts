import type { joiningWords } from '../en/joining'

export const joining: ReturnType<typeof joiningWords> = {
  title: 'Mit Code beitreten',
  how: 'Öffne auf dem Gerät mit dem Dashboard „Konto“, dann „Geräte“, dann „Gerät hinzufügen“. Es zeigt einen Code mit acht Zeichen.',
  code: 'Code',
  placeholder: 'XXXX-XXXX',
  notACode: 'Ein Code hat acht Buchstaben und Ziffern, zum Beispiel 7K3Q-X9VM.',
  join: 'Beitreten',
  whatOpens:
    'Dieses Gerät zeigt dann das Dashboard der Person, von der du den Code hast. Mach nur weiter, wenn du das selbst bist oder ihr vertraust.',
  keepsGuest:
    'Was du hier als Gast gemacht hast, bleibt auf diesem Gerät. Du kannst es danach unter „Konto“ zum Dashboard hinzufügen.',
  leavesAccount: (email) => `Du bist hier als ${email} angemeldet. Dieses Dashboard bleibt auf dem Server.`,
  sending: 'Der Code wird gesendet …',
  confirm: 'Bestätige auf deinem anderen Gerät',
  confirmHow: (name) => `Es fragt, ob „${name}“ beitreten darf. Hier geht es dann von selbst weiter.`,
  silent: 'Der Server ist nicht erreichbar. Er wird wieder gefragt, sobald es geht.',
  cancel: 'Abbrechen',
  joined: 'Du bist dabei',
  joinedGuest: 'Das Dashboard deines anderen Geräts ist jetzt hier.',
  joinedAccount: (email) => `Das Dashboard von ${email} ist jetzt hier.`,
  toDashboard: 'Dashboard öffnen',
  again: 'Anderen Code versuchen',
  unknown: 'Diesen Code gibt es nicht. Vergleiche ihn mit dem auf deinem anderen Gerät.',
  expired: 'Die Zeit dieses Codes ist abgelaufen. Erstelle auf deinem anderen Gerät einen neuen.',
  used: 'Dieser Code wurde schon benutzt. Erstelle auf deinem anderen Gerät einen neuen.',
  refused: 'Auf dem anderen Gerät wurde abgelehnt. Hier hat sich nichts geändert.',
  tooOften: 'Es wurden zu viele Codes versucht. Warte eine Minute und versuche es dann noch einmal.',
  failed: 'Das hat nicht geklappt. Hier hat sich nichts geändert; versuche es in einer Minute noch einmal.',
}
