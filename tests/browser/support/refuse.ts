/** A server that refuses what is done to one widget, and takes everything else. */
import { type Gate, problem } from './gate'

/** Every save with an edit of `widget` is answered 422 that names those edits (D12), from now on. */
export function refuseEditsOf(widget: string, gate: Gate): void {
  gate.failAll(
    {
      kind: 'answer',
      make({ streams }) {
        const refused = streams.flatMap(({ writer, edits }, s) =>
          edits.flatMap((edit, e) => {
            const path = `streams.${s}.edits.${e}.value`
            const message = 'is more than this layout may hold'
            return edit.widget === widget ? [{ path, message, writer, n: edit.n }] : []
          }),
        )
        return refused.length === 0 ? null : problem('limit-broken', refused)
      },
    },
    (path, method) => method === 'POST' && path === '/api/layout',
  )
}
