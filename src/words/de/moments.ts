import type { momentsWords } from '../en/moments'

export const moments: ReturnType<typeof momentsWords> = {
  at: (day, time) => `${day} um ${time}`,
}
