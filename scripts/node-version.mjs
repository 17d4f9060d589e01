/** The first thing every command loads: says in one sentence when Node is too old. Plain syntax, so that an old Node can read it. */
const OLDEST = { major: 20, minor: 19 }

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)) {
  console.error(
    `Holdfast needs Node.js ${OLDEST.major}.${OLDEST.minor} or newer, and this is ${process.versions.node}.`,
  )
  process.exit(1)
}
