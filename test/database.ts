import { afterAll, describe, inject } from 'vitest'
import { type Db, openDb } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import type { TestServer } from './global-setup.ts'

/** A database of the test file's own. */
export interface TestDb {
  db: Db
  /** Makes an organisation and returns its id: one for each test keeps tests out of each other's way. */
  org: () => Promise<string>
  /** For whatever connects by itself: a worker, a child process. */
  connection: TestServer['connection']
}

/**
 * A migrated, empty database, cloned from the run's template and dropped after the surrounding `describe` or
 * file. KEEP_DB=1 keeps it, and the run's servers' folders. Ask for it at the top: `const { db, org } = await testDb()`.
 */
export async function testDb(server: TestServer = embeddedServer()): Promise<TestDb> {
  const name = `test_${uuidv7().replaceAll('-', '')}`
  const admin = openDb(server.connection, { poolSize: 1 })
  await admin.ownerPool.query(`create database ${name} template template strategy file_copy`)
  const connection = { ...server.connection, database: name }
  const db = openDb(connection)
  afterAll(async () => {
    await db.close()
    if (!process.env['KEEP_DB']) await admin.ownerPool.query(`drop database ${name} with (force)`)
    await admin.close()
  })
  return { db, org: () => makeOrg(db), connection }
}

function embeddedServer(): TestServer {
  const [server] = inject('servers')
  if (!server) throw new Error('test/global-setup.ts has not run')
  return server
}

async function makeOrg(db: Db): Promise<string> {
  const orgId = uuidv7()
  await db.ownerPool.query('insert into org (org_id, slug, name) values ($1, $2, $3)', [
    orgId,
    orgId,
    '测试公司',
  ])
  return orgId
}

/**
 * Describes the same tests for the embedded PostgreSQL and for the second server ≥ 15 found beside it; where
 * there is none, that half is skipped and its title says so. `tests` may be async: `await testDb(server)`.
 */
export function describeEachServer(name: string, tests: (server: TestServer) => void | Promise<void>): void {
  const servers = inject('servers')
  // oxlint-disable-next-line vitest/valid-describe-callback -- Vitest awaits a describe, so that it can await testDb
  describe.for(servers)(`${name} (PostgreSQL $version)`, tests)
  const lacking = servers.length < 2 ? [`${name} (no second PostgreSQL ≥ 15 was found)`] : []
  // oxlint-disable-next-line vitest/no-disabled-tests -- what cannot run here is to be seen in the report
  describe.skip.for(lacking)('%s', () => undefined)
}
