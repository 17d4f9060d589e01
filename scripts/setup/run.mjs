/** Runs another program and waits for it. No child outlives the command that started it. */
import { spawn } from 'node:child_process'
import { ROOT } from './paths.mjs'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
const SIGNALS = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })

/** @param {NodeJS.Signals} signal */
function passOn(signal) {
  for (const child of running) child.kill(signal)
  process.exit(SIGNALS[/** @type {keyof typeof SIGNALS} */ (signal)])
}

/** @param {import('node:child_process').ChildProcess} child */
function track(child) {
  if (running.size === 0) for (const signal of Object.keys(SIGNALS)) process.on(signal, passOn)
  running.add(child)
  child.once('close', () => {
    running.delete(child)
    if (running.size === 0) for (const signal of Object.keys(SIGNALS)) process.off(signal, passOn)
  })
}

/**
 * @typedef {object} RunOptions
 * @property {'show' | 'keep'} [output] 'show' it as it comes (default), or 'keep' it for the result
 * @property {NodeJS.ProcessEnv} [env] added to this process's own
 * @property {string} [cwd] the repository's folder when left out
 */

/**
 * Runs `command` to its end, without standard input.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} `code` is 127 when the program is not there; `output` only with 'keep'
 */
export function run(command, args, { output = 'show', env = {}, cwd = ROOT } = {}) {
  return new Promise((done) => {
    const stdio = output === 'show' ? 'inherit' : 'pipe'
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', stdio, stdio] })
    track(child)
    let text = ''
    child.stdout?.on('data', (chunk) => {
      text += chunk
    })
    child.stderr?.on('data', (chunk) => {
      text += chunk
    })
    child.once('error', (error) => {
      text += `${error.message}\n`
    })
    child.once('close', (code, signal) => {
      done({ code: code ?? (signal === null ? 127 : 1), output: text })
    })
  })
}

/**
 * Runs a script of an installed package with this Node, without a shell.
 * @param {string} script path below node_modules, as in `vite/bin/vite.js`
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runTool(script, args, options) {
  return run(process.execPath, [`${ROOT}/node_modules/${script}`, ...args], options)
}
