import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { describeEachServer } from '../../test/database.ts'
import { openDb } from './db.ts'
import { uuidv7 } from './id.ts'
import { migrate } from './migrate.ts'

describeEachServer('migrate', async ({ connection }) => {
  const admin = openDb(connection)
  const database = `test_${uuidv7().replaceAll('-', '')}`
  const dir = mkdtempSync(join(tmpdir(), 'sluice-migrations-'))
  const step = (name: string, text: string) => writeFileSync(join(dir, name), text)
  let { ownerPool: pool, close } = openDb({ ...connection, database })

  beforeEach(async () => {
    await close()
    await admin.ownerPool.query(`drop database if exists ${database} with (force)`)
    await admin.ownerPool.query(`create database ${database}`)
    ;({ ownerPool: pool, close } = openDb({ ...connection, database }))
    rmSync(dir, { recursive: true })
    mkdirSync(dir)
    step('0001_lead.sql', 'create table lead (org_id uuid, lead_id uuid, primary key (org_id, lead_id))')
  })
  afterAll(async () => {
    await close()
    await admin.ownerPool.query(`drop database if exists ${database} with (force)`)
    await admin.close()
    rmSync(dir, { recursive: true })
  })

  test('applies what is missing, in order, once', async () => {
    step('0002_name.sql', 'alter table lead add name text; create index on lead (org_id, name)')
    expect(await migrate(pool, dir)).toEqual([1, 2])
    expect(await migrate(pool, dir)).toEqual([])
    step('0010_note.sql', 'alter table lead add note text')
    expect(await migrate(pool, dir)).toEqual([10])
  })

  test('two at once do not get into each other', async () => {
    const [one, two] = await Promise.all([migrate(pool, dir), migrate(pool, dir)])
    expect([...one, ...two]).toEqual([1])
  })

  test('a step that fails leaves nothing of itself, and says which it was', async () => {
    step('0002_broken.sql', 'create table half (org_id uuid); select 1/0')
    await expect(migrate(pool, dir)).rejects.toThrow('Migration 0002_broken.sql failed: division by zero')
    const { rows } = await pool.query(
      "select to_regclass('half') as half, to_regclass('lead') is not null as lead",
    )
    expect(rows).toEqual([{ half: null, lead: true }])
    step('0002_broken.sql', 'create table half (org_id uuid)')
    expect(await migrate(pool, dir)).toEqual([2])
  })

  test('a database from a newer release is refused', async () => {
    step('0007_future.sql', 'select 1')
    await migrate(pool, dir)
    rmSync(join(dir, '0007_future.sql'))
    await expect(migrate(pool, dir)).rejects.toThrow(
      'at schema version 7, this release of Sluice knows only 1',
    )
  })

  test('a table of a later step gets the second lock too', async () => {
    await migrate(pool, dir)
    step('0002_more.sql', 'create table more (org_id uuid)')
    await migrate(pool, dir)
    const { rows } = await pool.query(
      "select relname from pg_class where relrowsecurity and relname in ('lead', 'more')",
    )
    expect(rows).toHaveLength(2)
  })

  test('a user who may not make roles is told what an admin has to run, and that is enough', async () => {
    const user = `user_${uuidv7().slice(-12)}`
    await admin.ownerPool.query(`create role ${user} login; alter database ${database} owner to ${user}`)
    const other = openDb({ ...connection, database, user })
    try {
      const refusal = await migrate(other.ownerPool, dir).catch((error: Error) => error.message)
      expect(refusal).toContain(`grant sluice_app to ${user};`)
      await admin.ownerPool.query(`grant sluice_app to ${user}`)
      expect(await migrate(other.ownerPool, dir)).toEqual([1])
      const { rows } = await other.appPool.query(
        'select current_user as role, count(*) as seen from lead group by 1',
      )
      expect(rows).toEqual([])
    } finally {
      await other.close()
      await admin.ownerPool.query(`alter database ${database} owner to ${connection.user}`)
      const dbAdmin = openDb({ ...connection, database })
      await dbAdmin.ownerPool.query(`drop owned by ${user}; drop role ${user}`).finally(() => dbAdmin.close())
    }
  })
})
