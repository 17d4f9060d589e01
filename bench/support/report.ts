/** Puts the latest figures into docs/performance.md, between two marks, so that they stand where people read them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../scripts/setup/paths.mjs'

const FILE = join(ROOT, 'docs', 'performance.md')

/** Replaces the text between `<!-- name -->` and `<!-- /name -->`. Throws when the marks are not there. */
export function writeReport(name: string, text: string): void {
  const document = readFileSync(FILE, 'utf8')
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [document.indexOf(open), document.indexOf(close)]
  if (from === -1 || to < from) throw new Error(`docs/performance.md has no place for ${name}`)
  writeFileSync(FILE, `${document.slice(0, from + open.length)}\n\n${text.trim()}\n\n${document.slice(to)}`)
}
