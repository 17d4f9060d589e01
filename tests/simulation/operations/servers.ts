/** What happens to servers and their database, and what programs do through the API. Before: carry-out. After: server/. */
import type { Servers } from '../server/servers'
import type { World } from '../world'
import type { Scene, Table } from './carry-out'
import { importFile, restoreVersion } from './program'

const flag = (words: string, change: (servers: Servers, scene: Scene) => void) => (scene: Scene) => {
  change(scene.world.servers, scene)
  return words
}

export const SERVER_OPERATIONS: Table = {
  'kill server': ({ world, operation }) => {
    const { servers } = world
    const process = servers.processes[operation.a % Math.max(1, servers.processes.length)]
    if (process === undefined) return null
    servers.kill(process)
    return `API process ${process.number} is killed`
  },
  'start server': ({ world }) => {
    if (world.servers.processes.length > 0) return null
    world.servers.start()
    return 'an API process starts'
  },
  'second server': ({ world }) => {
    if (world.servers.processes.length !== 1) return null
    world.servers.start()
    return 'a second API process starts'
  },
  'database away': flag('the database is away', (servers) => {
    servers.isDatabaseAway = true
  }),
  'database back': flag('the database is back', (servers) => {
    servers.isDatabaseAway = false
  }),
  'commits lost': flag('the database’s connections break after commits', (servers) => {
    servers.commitsLost = 0.3
  }),
  'hints lost': flag('the API processes do not hear each other', (servers) => {
    servers.areHintsLost = true
  }),
  'back up': flag('the database is backed up', (servers, { checks }) => {
    servers.backUp()
    checks.history.backedUp()
  }),
  'go back': ({ world, checks, operation }) => {
    if (!world.servers.hasBackup()) return null
    const isRestarting = operation.a % 2 === 0
    world.servers.goBack(isRestarting)
    checks.wentBack()
    return `the database is restored from the backup${isRestarting ? '' : ', beneath API processes that go on'}`
  },
  'too many': flag('every save is refused for a while (429)', (servers, { operation }) => {
    servers.tooManyFor = 5 + (operation.a % 90)
  }),
  'roll back': flag('the server is older than the app (426)', (servers) => {
    servers.isRolledBack = true
  }),
  strict: flag('the server is strict about some values (422)', (servers) => {
    servers.isStrict = true
  }),
  'heal servers': flag('servers and database are well', healServers),
  'forget removals': ({ world, checks }) => {
    const forgotten = world.servers.database.forgetRemovals(world.serverNow())
    checks.server.forgot()
    return forgotten === 0 ? null : `${forgotten} removals that every device knows are forgotten`
  },
  restore: ({ world, operation }) => restoreVersion(world, operation),
  import: ({ world, operation }) => importFile(world, operation),
}

export function healServers(servers: Servers): void {
  servers.isDatabaseAway = false
  servers.commitsLost = 0
  servers.tooManyFor = 0
  servers.isRolledBack = false
  servers.healHints()
}

/** Everything of the operator's side is as it should be. */
export function healAll({ servers }: World): void {
  healServers(servers)
  servers.isStrict = false
  if (servers.processes.length === 0) servers.start()
}
