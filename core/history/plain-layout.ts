/** A layout as it was at one revision: what history goes through, shows and compares. Type only. Used all over core/history. */
import type { Json } from '../layout/model'

/** Of each widget that is there: field key -> plain value. No removed widgets, no fields taken away. */
export type PlainLayout = Record<string, Record<string, Json>>
