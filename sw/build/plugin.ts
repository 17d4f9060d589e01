/** The worker's part in Vite's work: built after the page, and served at /sw.js while developing. */
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { developmentWorker, writeWorkers } from './bundle.ts'

/** @param version the same constant that the page has, so that both say which build they are */
export function workerPlugin(version: string): Plugin {
  let root = ''
  let folder = ''
  return {
    name: 'holdfast-worker',
    configResolved(config) {
      root = config.root
      folder = resolve(config.root, config.build.outDir)
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        await writeWorkers(root, folder, version)
      },
    },
    configureServer(server) {
      let built: Promise<string> | undefined
      server.watcher.on('change', (path) => {
        if (path.startsWith(join(root, 'sw')) || path.startsWith(join(root, 'core'))) built = undefined
      })
      server.middlewares.use('/sw.js', async (_request, response, next) => {
        try {
          built ??= developmentWorker(root, version)
          const script = await built
          response.setHeader('content-type', 'text/javascript')
          response.setHeader('cache-control', 'no-cache')
          response.end(script)
        } catch (error) {
          built = undefined
          next(error)
        }
      })
    },
  }
}
