/** Mistakes in how the server reads, writes and remembers (server). Part of ../mutants. */
import type { Mutant } from './mutant'

export const SERVER_MUTANTS: readonly Mutant[] = [
  {
    name: 'account-not-checked',
    rule: 'D13',
    file: 'server/routes/layout-body.ts',
    from: 'if (named !== undefined && named !== account) {',
    to: "if (named !== undefined && named === '') {",
  },
  {
    name: 'lost-race-counts-as-written',
    rule: 'S1',
    file: 'server/layouts/decide-and-write.ts',
    from: 'if (await store.write({ account, onTag: stored.head.tag, writes, device })) {',
    to: 'if ((await store.write({ account, onTag: stored.head.tag, writes, device })) || writes.head.seq > 0) {',
  },
  {
    name: 'refused-on-what-is-remembered',
    rule: 'S14',
    file: 'server/layouts/decide-and-write.ts',
    from: '} else if (recalled === null) {',
    to: '} else {',
  },
  {
    name: 'remembered-without-conflicts',
    rule: 'S7',
    file: 'server/layouts/remember.ts',
    from: 'if (last === undefined || after < last) return null',
    to: 'if (last === undefined) return null',
  },
  {
    name: 'remembered-without-removals',
    rule: 'S13',
    file: 'server/layouts/remember.ts',
    from: 'const saysMore = widgets.some(({ presence }) => presence.rev === head.revision)',
    to: 'const saysMore = widgets.some(({ presence }) => presence.rev > head.revision)',
  },
  {
    name: 'noted-as-knowing-what-it-is-told',
    rule: 'S11',
    file: 'server/layouts/pull.ts',
    from: 'revision: pull.since })',
    to: 'revision: head.revision })',
  },
  {
    name: 'noted-as-knowing-what-it-makes',
    rule: 'S11',
    file: 'server/layouts/save.ts',
    from: 'revision: save.base }',
    to: 'revision: save.base + 1 }',
  },
  {
    name: 'pulls-never-noted',
    rule: 'S11',
    file: 'server/layouts/pull.ts',
    from: 'if (device !== null && isDueToNote(device, serverTime)) {',
    to: "if (device !== null && isDueToNote(device, serverTime) && device.id === '') {",
  },
]
