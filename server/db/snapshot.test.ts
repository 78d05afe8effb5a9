import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { testHouse } from '../../test/house.ts'
import { beginOrg } from '../flow/begin.ts'
import { createMember } from '../people/members.ts'
import { createTeam } from '../people/teams.ts'
import { captureAll } from '../rooms/capture/service.ts'
import { inTransaction, openDb } from './db.ts'
import { uuidv7 } from './id.ts'
import { restoreSnapshot, takeSnapshot } from './snapshot.ts'

const { db, org, connection } = await testDb()
const dir = await mkdtemp(path.join(tmpdir(), 'sluice-snapshot-'))
afterAll(() => rm(dir, { recursive: true, force: true }))

async function fill(): Promise<void> {
  const orgId = await org()
  await inTransaction(db, orgId, (tx) => beginOrg(tx))
  const leads = Array.from({ length: 60 }, (_, i) => ({
    source: 'api',
    name: i % 7 === 0 ? '引号" \\. 换行\n制表\t\u2028行' : '张明',
    company: '北京仁科互动',
    title: '总监',
    phone: `138${10_000_000 + i}`,
    note: i % 5 === 0 ? 'a\u2028b\u2029c\rd' : String.raw`C:\temp\new \N`,
  }))
  await inTransaction(db, orgId, async (tx) => {
    const by = await createMember(tx, { name: '韩梅梅', email: `${orgId}@example.com`, roles: ['admin'] })
    await createTeam(tx, { name: '一组' }, { at: new Date(), by })
  })
  const call = { orgId, lang: 'zh' as const, door: 'api' as const, actor: { kind: 'key' as const, id: null } }
  await captureAll(db, testHouse(db).capture, { ...call, leads })
}

/** A digest of every table, whatever order its rows lie in. */
async function digest(pool: pg.Pool): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('public', 'auth') and tablename not in ('schema_version', 'edition') order by 1`,
  )
  const digests: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await pool.query<{ d: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as d from ${name} t`,
    )
    digests[name] = rows[0]?.d ?? ''
  }
  return digests
}

async function emptyDatabase(server: { connection: pg.PoolConfig }): Promise<pg.PoolConfig> {
  const name = `restored_${uuidv7().replaceAll('-', '')}`
  const admin = openDb(server.connection, { poolSize: 1 })
  await admin.ownerPool.query(`create database ${name}`)
  await admin.close()
  return { ...server.connection, database: name }
}

await fill()
const file = path.join(dir, 'snapshot.gz')
const before = await digest(db.ownerPool)
const taken = await takeSnapshot(connection, file)

for (const server of inject('servers')) {
  test(`a snapshot restores whole into an empty database of PostgreSQL ${server.version}`, async () => {
    const target = await emptyDatabase(server)
    const restored = await restoreSnapshot(target, file)
    expect(restored).toEqual(taken)
    expect(taken.rows).toBeGreaterThan(300)
    const opened = openDb(target, { poolSize: 1 })
    expect(await digest(opened.ownerPool)).toEqual(before)
    await opened.close()
    await expect(restoreSnapshot(target, file)).rejects.toThrow('not empty')
  })
}

test('a snapshot that is cut or is none is refused and leaves nothing behind', async () => {
  const [server] = inject('servers')
  if (!server) throw new Error('no server')
  const whole = await readFile(file)
  const cut = path.join(dir, 'cut.gz')
  await writeFile(cut, whole.subarray(0, Math.floor(whole.length * 0.7)))
  const target = await emptyDatabase(server)
  await expect(restoreSnapshot(target, cut)).rejects.toThrow(/unexpected end of file|cut short/)
  const opened = openDb(target, { poolSize: 1 })
  const { rows } = await opened.ownerPool.query('select from lead')
  expect(rows).toHaveLength(0)
  await opened.close()
  await writeFile(cut, 'hello')
  await expect(restoreSnapshot(target, cut)).rejects.toThrow(/incorrect header|no snapshot/)
})
