/** What is made from what: the database client, the page with its worker, and the server. ./make decides when. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { runTool } from './run.mjs'

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} says what a person reads while it is made
 * @property {string[]} inputs files and folders it is made from
 * @property {string[]} [except] folders below them that do not count
 * @property {string} output the folder it becomes
 * @property {(folder: string) => Promise<{ code: number, output: string }>} make writes all of it into `folder`
 */

/** The tools and options that everything is made with. */
const COMMON = ['package-lock.json', 'package.json', 'tsconfig.base.json', 'scripts/setup/parts.mjs']

/**
 * Prisma's generator, which runs no native program but wants to download one, unless it is told that it has one already.
 * @param {string} folder
 */
function makeClient(folder) {
  mkdirSync(folder, { recursive: true })
  const schema = readFileSync(join(ROOT, 'prisma/schema.prisma'), 'utf8')
  const copy = `${folder}.prisma`
  writeFileSync(copy, schema.replace(/(output\s*=\s*)"[^"]*"/, `$1${JSON.stringify(folder)}`))
  return runTool('prisma/build/index.js', ['generate', '--schema', copy, '--no-hints'], {
    output: 'keep',
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  })
}

/**
 * How esbuild makes the server one file beside the packages.
 * @param {string} outfile
 * @returns {import('esbuild').BuildOptions}
 */
export const serverBundle = (outfile) => ({
  absWorkingDir: ROOT,
  entryPoints: ['server/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'silent',
})

/** @param {string} folder */
async function makeServer(folder) {
  // Not there before the packages are.
  const esbuild = await import('esbuild')
  try {
    const { warnings } = await esbuild.build(serverBundle(join(folder, 'main.js')))
    return { code: 0, output: warnings.map(({ text }) => text).join('\n') }
  } catch (error) {
    return { code: 1, output: /** @type {Error} */ (error).message }
  } finally {
    await esbuild.stop()
  }
}

/** @type {Part[]} in the order in which they need each other */
export const PARTS = [
  {
    name: 'client',
    says: 'Generating the database client …',
    inputs: [...COMMON, 'prisma/schema.prisma'],
    output: 'server/db/client',
    make: makeClient,
  },
  {
    name: 'page',
    says: 'Building the page and its worker …',
    inputs: [...COMMON, 'core', 'src', 'sw', 'public', 'index.html', 'manifest.webmanifest', 'vite.config.ts'],
    output: 'dist/page',
    make: (folder) =>
      runTool('vite/bin/vite.js', ['build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'], {
        output: 'keep',
      }),
  },
  {
    name: 'server',
    says: 'Building the server …',
    inputs: [...COMMON, 'core', 'server', 'prisma/schema.prisma'],
    except: ['server/db/client'],
    output: 'dist/server',
    make: makeServer,
  },
]
