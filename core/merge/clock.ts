/** Turns a device's clock into the server's (S5). Pure. Used by ./incoming for every edit of a save. */

/** An edit's time: `deviceAt` by the device's own clock (S3), `at` corrected to the server's (S4, S5). ms since 1970. */
export interface EditTime {
  deviceAt: number
  at: number
}

/**
 * The time of an edit whose device said it was made `at` and sent `sentAt`, in a request that arrived at `serverTime`.
 * A time later than `sentAt` counts as `sentAt`, so a clock that is days off wins nothing (S5). Where a clock was set forward by
 * decades between edit and sending, the corrected time may lie before 1970.
 */
export function editTime(at: number, sentAt: number, serverTime: number): EditTime {
  const deviceAt = Math.min(at, sentAt)
  return { deviceAt, at: deviceAt + (serverTime - sentAt) }
}
