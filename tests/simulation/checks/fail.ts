/** How every check says that a rule is broken. Implemented by checks. */

/**
 * @param rule its ID, as in D1
 * @param what a sentence about who and what
 */
export type Fail = (rule: string, what: string) => void
