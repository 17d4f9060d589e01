/** On which day the week begins where a language is spoken. */

interface WithWeek {
  getWeekInfo?(): { firstDay: number }
  weekInfo?: { firstDay: number }
}

/** Countries where it is Sunday or Saturday, for engines that do not say; the others begin on Monday (Unicode CLDR). */
const SUNDAY = /^(AU|BR|CA|CN|CO|HK|ID|IL|IN|JP|KE|KR|MX|PE|PH|PK|PT|SA|TH|TW|US|VE|ZA)$/
const SATURDAY = /^(AE|AF|BH|DZ|EG|IQ|IR|JO|KW|LY|OM|QA|SD|SY)$/

/** 1: Monday … 7: Sunday. `tag` as in ../words/formats. */
export function firstWeekday(tag: string): number {
  const locale = new Intl.Locale(tag).maximize()
  const said = locale as WithWeek
  const first = said.getWeekInfo?.().firstDay ?? said.weekInfo?.firstDay
  if (first !== undefined) return first
  const region = locale.region ?? ''
  if (SATURDAY.test(region)) return 6
  return SUNDAY.test(region) ? 7 : 1
}
