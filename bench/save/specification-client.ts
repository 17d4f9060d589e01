/** Prisma's client for ./specification.prisma, generated when a bench needs it. Used by ../save and ./specification-server. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { CACHE, ROOT } from '../../scripts/setup/paths.mjs'
import { runTool } from '../../scripts/setup/run.mjs'

export interface SpecificationWidget {
  id: string
  updatedAt: number
}

interface Layout {
  userId: string
  version: number
  widgets: SpecificationWidget[]
}

/** The part of the generated client that the design uses. */
interface Tables {
  dashboardLayout: {
    findUnique(query: { where: { userId: string } }): Promise<Layout | null>
    upsert(query: {
      where: { userId: string }
      create: Layout
      update: Pick<Layout, 'version' | 'widgets'>
    }): Promise<Layout>
  }
  layoutHistory: { create(query: { data: Layout & { deviceId: string; trigger: string } }): Promise<unknown> }
}

export interface SpecificationClient extends Tables {
  $transaction<T>(work: (tables: Tables) => Promise<T>, limits: { maxWait: number; timeout: number }): Promise<T>
}

export const SPECIFICATION_TABLES = [
  `create table spec_layout (user_id text primary key, version int not null, widgets jsonb not null, updated_at timestamp(3) not null)`,
  `create table spec_history (user_id text, version int, device_id text not null, trigger text not null, widgets jsonb not null,
    created_at timestamp(3) not null default now(), primary key (user_id, version))`,
]

export async function generateSpecificationClient(): Promise<void> {
  const { code, output } = await runTool(
    'prisma/build/index.js',
    ['generate', '--schema', join(ROOT, 'bench/save/specification.prisma'), '--no-hints'],
    // As scripts/setup/parts.mjs: the generator needs no engine, and would download one.
    { output: 'keep', env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' } },
  )
  if (code !== 0) throw new Error(`Prisma's client for the specification could not be made: ${output}`)
}

/** @param connections of its pool */
export async function openSpecification(url: string, connections: number): Promise<SpecificationClient> {
  const file = pathToFileURL(join(CACHE, 'specification-client/client.ts')).href
  const { PrismaClient } = (await import(file)) as { PrismaClient: new (options: object) => SpecificationClient }
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: connections }) })
}
