/** What package-lock.json must hold so that `npm ci` takes it on every system. Pure. Used by ../complete-lock and its test. */

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 */

/** Parts of a package's name that say for which system it is, as npm calls them. */
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']
const LIBRARIES = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' }

/**
 * Where Node would find `name` for the package at `path`; undefined: nowhere.
 * @param {Record<string, LockedPackage>} packages
 * @param {string} path
 * @param {string} name
 */
function find(packages, path, name) {
  const nested = path.split('/node_modules/')
  // From the package's own folder outwards, and last beside everything.
  for (let depth = nested.length; depth > 0; depth--) {
    const place = `${nested.slice(0, depth).join('/node_modules/')}/node_modules/${name}`
    if (packages[place] !== undefined) return place
  }
  return packages[`node_modules/${name}`] === undefined ? undefined : `node_modules/${name}`
}

/** @param {string} name @returns {Pick<LockedPackage, 'os' | 'cpu' | 'libc'>} */
function systemOf(name) {
  const parts = name.split('/').at(-1)?.split('-') ?? []
  const os = SYSTEMS.filter((system) => parts.includes(system))
  const cpu = PROCESSORS.filter((processor) => parts.includes(processor))
  const libc = Object.entries(LIBRARIES).flatMap(([part, library]) => (parts.includes(part) ? [library] : []))
  return {
    ...(cpu.length > 0 && { cpu }),
    ...(os.length > 0 && { os }),
    ...(os.includes('linux') && libc.length > 0 && { libc }),
  }
}

/**
 * Adds every optional package that others name and the file lacks, with the exact version that they name.
 * @param {Record<string, LockedPackage>} packages of the lock file; changed in place
 * @returns {string[]} the names of those added
 */
export function completeLock(packages) {
  /** @type {string[]} */
  const added = []
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const isExact = /^\d+\.\d+\.\d+[^ ]*$/.test(version)
      if (!isExact || find(packages, path, name) !== undefined) continue
      packages[`node_modules/${name}`] = { version, ...(dev && { dev }), optional: true, ...systemOf(name) }
      added.push(name)
    }
  }
  return added
}
