/**
 * Makes the simulation one file that Node runs: the runner (tests/simulation/run), the story that it tells, and the product's
 * own code, on request with one mistake in it. Used by ../sim. After: tests/simulation/run/main and child.
 */
import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { ROOT } from './paths.mjs'

/** @typedef {import('../../tests/simulation/run/mutants/mutant').Mutant} Mutant */

/** Where the bundles go; git-ignored, may be deleted at any time. */
export const SIMULATION_CACHE = join(ROOT, 'node_modules/.cache/simulation')
/** What is told, unless a test of the runner says otherwise. */
const STORY = './tests/simulation/story'

/**
 * `text` with the mutant's mistake in it. Throws where it does not fit exactly one place.
 * @param {string} text of the mutant's file
 * @param {Pick<Mutant, 'name' | 'file' | 'from' | 'to'>} mutant
 */
export function mutated(text, { name, file, from, to }) {
  const places = text.split(from)
  if (places.length !== 2) throw new Error(`The mutant ${name} fits ${places.length - 1} places of ${file}, not one.`)
  return places.join(to)
}

/** @param {Mutant} mutant @returns {import('esbuild').Plugin} */
const mutating = (mutant) => ({
  name: 'mutant',
  setup({ onLoad, onEnd }) {
    let isIn = false
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      if (relative(ROOT, path).split(sep).join('/') !== mutant.file) return undefined
      isIn = true
      return { contents: mutated(readFileSync(path, 'utf8'), mutant), loader: path.endsWith('x') ? 'tsx' : 'ts' }
    })
    onEnd(() => (isIn ? {} : { errors: [{ text: `The simulation runs nothing of ${mutant.file} (${mutant.name}).` }] }))
  },
})

/**
 * In one file: what the command imports (`main`), and what it starts as a process of its own (`child`). The story comes in
 * here, so that the runner knows only its port.
 * @param {string} story
 */
const entry = (story) => `
  import * as story from ${JSON.stringify(story)}
  import { serve } from './tests/simulation/run/child'
  import { run } from './tests/simulation/run/main'
  if (process.argv[2] === 'child') serve(story)
  export const main = (args, world) => run(args, { story, ...world })
`

/** Packages of CommonJS ask for Node's own modules by `require`. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`

/**
 * Bundles into `folder` and resolves to the file. Throws esbuild's error, or one that says that a mutant does not fit.
 * Names stay as they are, because nothing is minified; esbuild's keepNames would make every closure slower.
 * @param {string} folder
 * @param {{ story?: string, mutant?: Mutant | null }} [options] `story`: from the repository's folder
 */
export async function bundleSimulation(folder, { story = STORY, mutant = null } = {}) {
  // Not there before the packages are.
  const esbuild = await import('esbuild')
  const outfile = join(folder, `${mutant?.name ?? 'simulation'}.mjs`)
  await esbuild.build({
    absWorkingDir: ROOT,
    stdin: { contents: entry(story), resolveDir: ROOT, sourcefile: 'simulation', loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.css': 'empty' },
    banner: { js: REQUIRE },
    // Nothing of a real database is simulated; what is imported of it by the way is loaded as it is.
    external: ['@electric-sql/pglite', '@prisma/*', 'pg', 'pglite-prisma-adapter', 'better-auth'],
    define: { __HOLDFAST_VERSION__: JSON.stringify('simulated') },
    sourcemap: true,
    logLevel: 'silent',
    plugins: mutant === null ? [] : [mutating(mutant)],
  })
  return outfile
}
