import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { startPostgresServer } from './postgres-server.ts'

let startedHere: Promise<string> | undefined

/** `npm test` brings up one server for all files; a file that is run by hand starts its own, once. */
function serverUrl(): Promise<string> {
  const given = process.env['POSTHORN_TEST_DATABASE_URL']
  if (given !== undefined && given !== '') return Promise.resolve(given)
  startedHere ??= startPostgresServer().then((server) => server.url)
  return startedHere
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export interface FreshDatabase {
  url: string
  /** Removes the database, closing whatever is still connected to it. */
  drop(): Promise<void>
}

/** An empty PostgreSQL database of its own for one test. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = await serverUrl()
  const name = `posthorn_${process.pid}_${randomBytes(6).toString('hex')}`
  await runOnServer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => runOnServer(server, `drop database if exists ${name} with (force)`) }
}
