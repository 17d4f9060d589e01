/** How much longer a large save may take than a small one (D5). Used by the page's own tries and the worker's. Pure. */

/** A slow uplink takes a second for each of these. */
const SLOW_UPLINK_BYTES_PER_S = 10_000

/** How much longer than an empty one a save of so many bytes may take, ms. */
export const slowUplinkMs = (bytes: number): number => (bytes / SLOW_UPLINK_BYTES_PER_S) * 1000
