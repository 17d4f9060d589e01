/** Puts manifest.webmanifest from the top of the repository beside the page, under its own name, and serves it while developing. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const NAME = 'manifest.webmanifest'

export function manifestPlugin(root: string): Plugin {
  const read = () => readFile(join(root, NAME))
  return {
    name: 'holdfast-manifest',
    buildStart() {
      this.addWatchFile(join(root, NAME))
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: NAME, source: await read() })
    },
    configureServer(server) {
      server.middlewares.use(`/${NAME}`, async (_request, response) => {
        response.setHeader('content-type', 'application/manifest+json')
        response.end(await read())
      })
    },
  }
}
