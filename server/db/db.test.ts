import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { inTransaction, one } from './db.ts'

const { db, org } = await testDb()

test('a transaction runs as the app role, in its organisation', async () => {
  const orgId = await org()
  const seen = await inTransaction(db, orgId, (tx) =>
    one(
      tx,
      sql<{
        role: string
        orgId: string
      }>`select current_user as role, current_setting('app.org_id') as org_id`,
    ),
  )
  expect(seen).toEqual({ role: 'sluice_app', orgId })
})
