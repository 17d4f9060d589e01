/** What a route returns that wrote to Node's response by itself. */
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'

/** Tells the adapter to leave the response alone. A copy: middleware adds headers to what it is given. */
export const alreadySent = (): Response => RESPONSE_ALREADY_SENT.clone()
