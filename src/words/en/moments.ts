/** Days and times of day as a list names them: "today at 14:03". */
import { inEnglish } from '../spoken'

export const momentsWords = inEnglish('moments', {
  /** `day` is "today", "yesterday" or a date. */
  at: (day: string, time: string) => `${day} at ${time}`,
})
