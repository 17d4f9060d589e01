/** `npm run check`, and what CI runs: types of every runtime, Biome, knip, and all tests. Everything is run, whatever failed before it. */
import './node-version.mjs'

const { giveUp } = await import('./setup/failure.mjs')
const { prepare } = await import('./setup/prepare.mjs')
const { run, runTool } = await import('./setup/run.mjs')
const { runTests } = await import('./setup/run-tests.mjs')

/** One configuration a runtime, so that the compiler keeps each to its own globals; '.' is what runs the tools. */
const RUNTIMES = ['core', 'src', 'sw', 'server', 'tests', 'bench', '.']

/** @type {{ name: string, check: () => Promise<{ code: number, output: string }> }[]} */
const CHECKS = [
  ...RUNTIMES.map((folder) => ({
    name: `types of ${folder === '.' ? 'the tools' : `${folder}/`}`,
    check: () => runTool('typescript/bin/tsc', ['-p', folder, '--pretty'], { output: 'keep' }),
  })),
  {
    name: 'format and lint (npm run format mends most)',
    check: () => runTool('@biomejs/biome/bin/biome', ['ci', '--colors=force'], { output: 'keep' }),
  },
  { name: 'nothing unused', check: () => run('node_modules/.bin/knip', [], { output: 'keep' }) },
]

await prepare(['client']).catch(giveUp)
let failed = 0
for (const { name, check } of CHECKS) {
  const { code, output } = await check()
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}`)
  if (code === 0) continue
  failed += 1
  console.log(output.trimEnd())
}
if (failed > 0) console.log(`${failed} of ${CHECKS.length} checks failed. The tests run all the same.`)
const tests = await runTests([]).catch(giveUp)
process.exitCode = failed > 0 || tests !== 0 ? 1 : 0
