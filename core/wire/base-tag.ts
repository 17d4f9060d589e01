/** The revision that a device holds is known by its tag: said of a save, a restore and an import alike. */
import type { Broken } from './rule'

export const baseHasTag = ({ base, tag }: { base: number; tag: string | null }): Broken[] =>
  base > 0 && tag === null ? [{ path: ['tag'], message: 'must be the tag of base' }] : []
