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

/** Before it is made small. A fifth more would make of 5 kB gzip 6.5, for whoever opens one part that needs little of it. */
const SMALL_MODULE_CHARS = 1_250

/**
 * The first load as one file, and the canvas with all that widgets have in common as another: as many small ones they would compress
 * badly, and each would be found only when the one before it has come. How all widgets look is a third, and the small things that
 * two or more later parts have in common (icons, words, checks) a fourth: each alone would be a line in the worker's list, and a request.
 */
const CHUNKS = [
  { name: 'index', tags: ['$initial' as const], priority: 1 },
  {
    name: 'canvas',
    test: /src[\\/]canvas[\\/]canvas\.tsx$|src[\\/]widgets[\\/](ordered[\\/])?(?!widget-icons|unknown)[\w-]+\.tsx?$|icons[\\/](pencil|trash|rotate-ccw|arrow-(up|down))\./,
  },
  { name: 'widgets', test: /src[\\/]widgets[\\/][^\\/]+[\\/][^\\/]+\.css$/ },
  { name: 'shared', test: /\.m?[jt]sx?$/, minShareCount: 2, maxModuleSize: SMALL_MODULE_CHARS },
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
      // Of what a later part imports, what widgets have in common is asked for together with it; a list of all the rest would be in
      // the first load for everybody.
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_, files) => files.filter((file) => /\.css$|\/(canvas|rolldown-runtime)-/.test(file)),
      },
      // How long a step took is no warning.
      rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } }, checks: { bundlerTimings: false } },
    },
    server: { proxy: { '/api': api, '/healthz': api, '/readyz': api } },
  }
})
