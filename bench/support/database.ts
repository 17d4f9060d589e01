/** A fresh database of a cluster, by name. It has no tables yet. */
import pg from 'pg'

/** @param url of the cluster's maintenance database. @returns the new one's URL */
export async function createDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

/** Runs statements that take long, on a connection of their own: the server's own connections end what takes seconds. */
export async function fillDatabase(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const sql of statements) await client.query(sql)
  await client.end()
}
