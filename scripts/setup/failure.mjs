/** What a person can do something about: one sentence instead of a stack. */

export class SetupFailure extends Error {
  /**
   * @param {string} sentence what happened and what to do
   * @param {string} [output] what the failing program said
   */
  constructor(sentence, output = '') {
    super(sentence)
    this.output = output
  }
}

/**
 * Says what went wrong and ends the process with 1; a bug keeps its stack.
 * @param {unknown} error
 * @returns {never}
 */
export function giveUp(error) {
  if (error instanceof SetupFailure) {
    if (error.output.trim() !== '') console.error(error.output.trimEnd())
    console.error(error.message)
  } else {
    console.error(error)
  }
  process.exit(1)
}
