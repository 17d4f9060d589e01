/**
 * What the runner knows of a simulation: a plan follows from a seed, and telling it follows from seed and plan. Implemented by
 * ../story. Used by everything here.
 */

/** One step of a plan, plain JSON. Whatever it draws at random follows from the seed and `i`, so leaving others out changes little. */
export interface Operation {
  /** Its place in the whole plan of the seed. */
  readonly i: number
  readonly kind: string
  readonly [parameter: string]: number | string | boolean
}

export interface Failure {
  /** Of CONTRACT ('S8', 'D1'), or what went wrong as a whole: 'settle', 'crash', 'hang'. */
  rule: string
  /** A sentence. */
  what: string
  /** Since the story began, by its own clock, ms. */
  atMs: number
}

export interface Told {
  /** null: every rule was kept. */
  failure: Failure | null
  /** A line an event; empty unless asked for. */
  words: string[]
  /** What happened how often, to be summed over stories; of those whose name begins with `max` the greatest counts. */
  figures: Record<string, number>
}

/** How much of a story is to be told in words: what people and the world do, or besides what goes to and fro for that. */
export type Words = 'none' | 'history' | 'history and traffic'

/** Tells any part of a seed's plan. What it throws is a failure, too. */
export type Tell = (seed: number, plan: readonly Operation[], options?: { words?: Words }) => Promise<Told>

export interface Story {
  planOf(seed: number, operations: number): Operation[]
  tell: Tell
}

/** `tell`, but what it throws becomes the failure 'crash' with the error's stack. Never rejects. */
export async function tellSafely(tell: Tell, ...story: Parameters<Tell>): Promise<Told> {
  try {
    return await tell(...story)
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { failure: { rule: 'crash', what, atMs: 0 }, words: [], figures: {} }
  }
}
