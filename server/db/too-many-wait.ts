/** The refusal of whoever would wait behind too many for the database (503). Used by every queue before it. */

/** Looks to Prisma like PostgreSQL's own "too many connections": is-away knows it, and so does whoever reads the log. */
export function tooManyWait(): Error {
  const words = 'too many wait for the database'
  return Object.assign(new Error(words), { code: '53300', severity: 'FATAL' })
}
