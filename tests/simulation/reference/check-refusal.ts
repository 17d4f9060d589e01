/** Was a save rightly refused (422), and are the edits that the refusal names ones to be set aside (D12)? */
import type { ProblemError } from '../../../core/wire/problem'
import type { EditName, Judged } from './judged'

/** [] when it was; else sentences. */
export function checkRefusal(expected: Judged, errors: readonly Pick<ProblemError, 'writer' | 'n'>[]): string[] {
  if (expected.kind !== 'refused') return [`422: a save was refused that is ${expected.kind}`]
  const may = new Set(expected.edits.map(nameOf))
  const unfit = errors.filter((error) => !may.has(nameOf(error)))
  if (errors.length === 0) return ['422: a refusal names no edit']
  return unfit.map((error) => `422: edit ${error.n} of ${error.writer} is named, and breaks no limit`)
}

const nameOf = ({ writer, n }: { [K in keyof EditName]?: EditName[K] | undefined }): string => `${writer} ${n}`
