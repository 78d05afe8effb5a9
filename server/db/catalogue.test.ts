import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { schemaFile, schemaTypes } from '../../tools/schema-types.ts'

const { db } = await testDb()

/** Keys that may begin with something else than org_id, each with its reason. */
const exceptions: Record<string, string> = {
  schema_version_pkey: 'the schema is one for all organisations',
  org_slug_key: 'a public form is found by its address, before its organisation is known',
}

const keysOfOurs = `
  select conname as name, attname as first
  from pg_constraint join pg_attribute on (attrelid, attnum) in ((conrelid, conkey[1]), (confrelid, confkey[1]))
  where contype = 'f' and connamespace = 'public'::regnamespace
  union
  select c.relname, coalesce(attname, 'an expression')
  from pg_index join pg_class c on c.oid = indexrelid
    left join pg_attribute on attrelid = indrelid and attnum = indkey[0] and attnum > 0
  where indisunique and c.relnamespace = 'public'::regnamespace`

test('every primary key, unique index and foreign key begins with org_id', async () => {
  const { rows: keys } = await db.ownerPool.query<{ name: string; first: string }>(keysOfOurs)
  expect(keys.length).toBeGreaterThan(50)
  const astray = keys.filter(({ first }) => first !== 'org_id').map(({ name }) => name)
  expect(astray.toSorted()).toEqual(Object.keys(exceptions).toSorted())
})

test('every table has a primary key', async () => {
  const { rows: without } = await db.ownerPool.query(`
    select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and not exists (select from pg_index where indrelid = c.oid and indisprimary)`)
  expect(without).toEqual([])
})

test('server/db/schema.ts is what the migrations make: else npm run db:types', async () => {
  expect(await schemaTypes(db)).toBe(readFileSync(schemaFile, 'utf8'))
})
