/** What names the file of ./export. By itself, so that a page that writes one need not load what checks one. */

/** Tells such a file from others. */
export const EXPORT_FORMAT = 'holdfast-export'
/** The version of the file. A server takes in files up to its own (426 for a later one). */
export const EXPORT_SCHEMA = 1
