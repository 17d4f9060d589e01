/** How many revisions an account has, by the history's own rows where the database can be asked. */
import pg from 'pg'
import type { Person, World } from './world'

/**
 * Every save that changed something made one revision and one row; a row too many or too few would be an edit delivered
 * twice or not at all.
 * @throws Error when rows and revision do not agree
 */
export async function revisions(world: World, { api }: Person): Promise<number> {
  const { revision } = await api.pull()
  const { databaseUrl } = world.server
  if (databaseUrl === null) return revision
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ rows: number }>(
      'select count(*)::int as rows from version where account = $1',
      [api.account],
    )
    const counted = rows[0]?.rows ?? 0
    if (counted !== revision) throw new Error(`revision ${revision}, but ${counted} rows of history`)
    return revision
  } finally {
    await client.end()
  }
}
