/** Letters of the scripts that are written from right to left, Hebrew, Arabic and their neighbours. */
const FROM_RIGHT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/

/** A name for the middle of a sentence: one that reads the other way is kept to itself, so that it takes no mark along. */
export const apart = (name: string): string => (FROM_RIGHT.test(name) ? `\u2068${name}\u2069` : name)
