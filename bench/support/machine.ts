/** The machine that a bench ran on, in a line: figures say nothing without it. */
import { cpus, totalmem } from 'node:os'

/** Such as "2 × Intel Xeon, 24 GiB, Node 20.20.2". */
export function machine(): string {
  const [first] = cpus()
  const model = first?.model.replace(/\s+/g, ' ').trim() || 'CPU'
  return `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.versions.node}`
}
