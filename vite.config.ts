/** Builds the page and the worker into dist/page, compressed too, and serves both while developing, with the API behind a proxy. */
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { compressPlugin } from './sw/build/compress.ts'
import { manifestPlugin } from './sw/build/manifest.ts'
import { workerPlugin } from './sw/build/plugin.ts'
import { buildVersion } from './sw/build/version.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const api = { target: process.env.HOLDFAST_API ?? 'http://127.0.0.1:8787' }

/** Nothing is painted before the page knows which theme was chosen on this device (src/preferences), so none of another flashes. */
const paintLater: Plugin = {
  name: 'holdfast-paint-later',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
  },
}

/** What comes as one file. In many small ones, what is drawn waits for connections: a round trip or two for each six of them. */
const TOGETHER = [
  // All that the page begins with.
  { name: 'first', tags: ['$initial' as const] },
  // How widgets look, and what several of them share.
  { name: 'widgets', test: /\/src\/widgets\/([^/]+\.tsx?|ordered\/[^/]+|[^/]+\/[^/]+\.css)$/ },
]

export default defineConfig(({ command }) => {
  const version = command === 'build' ? buildVersion(root) : 'development'
  return {
    root,
    define: { __HOLDFAST_VERSION__: JSON.stringify(version) },
    // The one that bundlers find by themselves says everything in ES5.
    resolve: { alias: { 'workbox-window': 'workbox-window/build/workbox-window.prod.mjs' } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [paintLater, manifestPlugin(root), workerPlugin(version), compressPlugin()],
    build: {
      outDir: 'dist/page',
      target: 'es2022',
      sourcemap: false,
      // What comes later is precached, or one more request away: lists of what it imports would be in the first load for everybody.
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css')),
      },
      rolldownOptions: { output: { codeSplitting: { groups: TOGETHER } } },
    },
    server: { proxy: { '/api': api, '/healthz': api, '/readyz': api } },
  }
})
