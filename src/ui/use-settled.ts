/** Words that have stood for a while, for who hears them: what passes at once would be read out over what is so. */
import { useEffect, useState } from 'preact/hooks'

/**
 * What was said last, and stood.
 * @param text null: what is shown now only passes, so nothing new is said
 * @param standsMs for how long it has to stand
 */
export function useSettled(text: string | null, standsMs: number): string {
  const [said, say] = useState(text ?? '')
  useEffect(() => {
    if (text === null) return
    const timer = setTimeout(() => say(text), standsMs)
    return () => clearTimeout(timer)
  }, [text, standsMs])
  return said
}
