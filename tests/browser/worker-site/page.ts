/** A page with nothing but the link to the worker: what the tests of the worker drive. */
import type { WorkerReport } from '../../../core/wire/worker-message'
import { browserEnv } from '../../../src/browser-env'
import { workboxPort } from '../../../src/sync/workbox-port'
import { createWorkerLink, type WorkerLink } from '../../../src/sync/worker-link'

declare global {
  interface Window {
    site: { link: WorkerLink; reports: WorkerReport[]; busy: boolean; born: number }
  }
}

const reports: WorkerReport[] = []
const site = { reports, busy: false, born: Math.random() } as Window['site']
site.link = createWorkerLink({ env: browserEnv(), port: workboxPort(), busy: () => site.busy })
site.link.onReport((report) => reports.push(report))
window.site = site
