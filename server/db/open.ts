/**
 * Opens the database: PostgreSQL embedded in the process (PGlite), or the server that DATABASE_URL names. Both give the
 * same Prisma client, so nothing else asks which one it is. Before: settings, folder-lock. After: migrate. Knows no tables.
 */
import type { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { PrismaClient } from './client/client'
import { openEmbeddedFolder } from './embedded-folder'
import { BoundedPool } from './pool'
import { statementNames } from './statement-names'

const DEFAULT_CONNECTIONS = 10
const DEFAULT_WAITING = 1_000

interface OpenDatabase {
  prisma: PrismaClient
  /** What the migration engine works through: one connection of its own, so that the engine's lock is where its statements are. */
  migrationAdapter(): SqlMigrationAwareDriverAdapterFactory
  /** Resolves when the database answers; rejects when it cannot be reached. */
  ping(): Promise<void>
  /** Clears away what updates have left behind, and counts rows for the planner: a server's autovacuum does it by itself. */
  tidy(): Promise<void>
  /** Ends all connections; the embedded database is on disk after it. */
  close(): Promise<void>
}
/** An open database. `url`: for what needs a connection of its own (LISTEN, the migrations' lock). */
export type Database = OpenDatabase & ({ kind: 'pglite' } | { kind: 'postgres'; url: string })

export interface DatabaseSettings {
  /** A PostgreSQL server; null: the embedded database under `dataDir`. */
  databaseUrl: string | null
  /** The same server without a pooler in between; null: `databaseUrl` has none. */
  databaseDirectUrl: string | null
  databaseConnections: number
  databaseWaiting: number
  databasePrepared: boolean
  dataDir: string
}

/**
 * Opens the database that the settings name and sees that it answers. The folder of an embedded one must be locked by the caller.
 * Rejects when it cannot be opened or reached.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const { databaseUrl, databaseDirectUrl } = settings
  if (databaseUrl !== null) {
    return openPostgres(databaseUrl, {
      connections: settings.databaseConnections,
      waiting: settings.databaseWaiting,
      prepared: settings.databasePrepared,
      directUrl: databaseDirectUrl ?? databaseUrl,
    })
  }
  return openEmbedded(await openEmbeddedFolder(settings.dataDir))
}

/** The database of a PGlite that is open already; `close` closes it. */
export async function openEmbedded(pglite: PGlite): Promise<Database> {
  const adapter = embeddedAdapter(pglite)
  const prisma = new PrismaClient({ adapter })
  return {
    kind: 'pglite',
    prisma,
    migrationAdapter: () => adapter,
    ping: async () => void (await prisma.$queryRaw`select 1`),
    tidy: async () => void (await pglite.exec('vacuum (analyze)')),
    close: async () => {
      await prisma.$disconnect()
      await pglite.close()
    },
  }
}

/** The adapter, with `executeScript` mended: the package's own neither waits for a script nor hears that it failed. */
function embeddedAdapter(pglite: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPGlite(pglite)
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    connect: async () => {
      const connection = await factory.connect()
      connection.executeScript = async (script) => void (await pglite.exec(script))
      return connection
    },
  }
}

export interface PostgresLimits {
  /** Connections of this process; 10 when left out. */
  connections?: number
  /** Statements that may wait for one; more are refused (503). 1,000 when left out. */
  waiting?: number
  /** false: no statement is prepared by name, for a pooler that gives each transaction another connection and knows no names. */
  prepared?: boolean
  /** The same database without a pooler in between, for what needs a connection of its own; `url` when left out. */
  directUrl?: string
}

/** The database of a PostgreSQL server. Rejects when it does not answer. */
export async function openPostgres(url: string, limits: PostgresLimits = {}): Promise<Database> {
  const { connections = DEFAULT_CONNECTIONS, waiting = DEFAULT_WAITING, prepared = true, directUrl = url } = limits
  const pool = new BoundedPool({ url, connections, waiting })
  const adapter = new PrismaPg(pool, {
    ...(prepared && { statementNameGenerator: statementNames() }),
    disposeExternalPool: true,
  })
  const prisma = new PrismaClient({ adapter })
  const ping = async () => void (await prisma.$queryRaw`select 1`)
  try {
    await ping()
  } catch (error) {
    await prisma.$disconnect()
    throw error
  }
  const migrationAdapter = () => new PrismaPg({ connectionString: directUrl, max: 1 })
  const tidy = async () => {}
  return { kind: 'postgres', url: directUrl, prisma, migrationAdapter, ping, tidy, close: () => prisma.$disconnect() }
}
