/** Bundles the workers, and writes those that keep the page's files with the list of them. Used by ./plugin and by the browser tests. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { injectManifest, type ManifestTransform } from 'workbox-build'

/** Files of the built page that a visit needs offline. */
const PRECACHED = ['**/*.{html,js,css,svg,png,webp,woff2,webmanifest,ico}']
const NOT_PRECACHED = ['sw*.js', '**/*.map', '**/screenshots/**']
/** No single file of the app comes near this; a picture that does should not be in the shell. */
const PRECACHED_FILE_MAX_BYTES = 1_000_000

/** In sw/, and the file of the built page that it becomes. */
const WORKERS = { sw: 'sw.js', 'with-faults': 'sw-with-faults.js', 'kill-switch': 'sw-kill-switch.js' }

/**
 * A worker as one classic script, with `self.__WB_MANIFEST` still in it where it keeps files.
 * @param root the repository's folder
 */
async function bundleWorker(root: string, entry: keyof typeof WORKERS, version: string): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    // Also while developing: Workbox's own logs say nothing that helps here.
    define: { __HOLDFAST_VERSION__: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
    // Workbox brings an older one of its own, which would be a second copy of the same.
    resolve: { dedupe: ['idb'] },
    build: {
      write: false,
      modulePreload: false,
      target: 'es2022',
      // 3 % smaller than with the bundler's own (docs/decisions/what-is-loaded-when.md).
      minify: 'terser',
      // Names with an underscore are private, all of them Workbox's own: none is stored, sent, or asked for by its text.
      terserOptions: {
        ecma: 2020,
        compress: { passes: 3, pure_getters: true },
        mangle: { properties: { regex: /^_[a-z]/ } },
      },
      rolldownOptions: { input: join(root, `sw/${entry}.ts`), output: { format: 'iife', entryFileNames: 'sw.js' } },
    },
  })
  const output = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []))
  const script = output.find((file) => file.type === 'chunk' && file.isEntry)
  if (script?.type !== 'chunk') throw new Error('the worker was not built')
  return script.code
}

/**
 * Writes the workers into `folder`: `sw.js` and `sw-with-faults.js`, each with a list of what is in `folder`, and
 * `sw-kill-switch.js`, which keeps nothing.
 * @param root the repository's folder
 * @param version of this build
 * @throws when a file is too large to be kept for offline use
 */
export async function writeWorkers(root: string, folder: string, version: string): Promise<void> {
  const write = async (entry: keyof typeof WORKERS) => {
    const script = await bundleWorker(root, entry, version)
    const file = join(folder, WORKERS[entry])
    return entry === 'kill-switch' ? writeFileSync(file, script) : writeWithFiles(script, file, folder)
  }
  await Promise.all([write('sw'), write('with-faults'), write('kill-switch')])
}

/** Writes a worker to `file`, with a list of what is in `folder` that a visit needs offline. */
async function writeWithFiles(script: string, file: string, folder: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'holdfast-worker-'))
  try {
    const swSrc = join(scratch, 'sw.js')
    writeFileSync(swSrc, script)
    const { warnings } = await injectManifest({
      swSrc,
      swDest: file,
      globDirectory: folder,
      globPatterns: PRECACHED,
      globIgnores: NOT_PRECACHED,
      // Vite puts a hash into these names; all others get a revision.
      dontCacheBustURLsMatching: /^assets\//,
      maximumFileSizeToCacheInBytes: PRECACHED_FILE_MAX_BYTES,
      manifestTransforms: [shortRevisions],
    })
    if (warnings.length > 0) throw new Error(warnings.join('\n'))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** As much of a revision as tells one content of a file from the next; what chance made, nothing compresses. */
const REVISION_LENGTH = 8
const shortRevisions: ManifestTransform = (manifest) => ({
  manifest: manifest.map((entry) => ({ ...entry, revision: entry.revision?.slice(0, REVISION_LENGTH) ?? null })),
})

/** The worker for development: nothing precached, so that every reload shows what was just changed. It has faults, as its server may. */
export async function developmentWorker(root: string, version: string): Promise<string> {
  return (await bundleWorker(root, 'with-faults', version)).replace('self.__WB_MANIFEST', '[]')
}
