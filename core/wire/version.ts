/** The version of the wire. A save names it; a server older than the save answers 426. The hash test in tests/core/wire guards it. */
export const SCHEMA = 1
