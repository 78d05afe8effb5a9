import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { testHouse } from '../../../test/house.ts'
import { policyBy } from '../../../test/matching.ts'
import { arrivingLead, expectSound, leadOf, newTeam, publishNext, type Team } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { behind, isBehind, readKeying } from '../../lead/keying.ts'
import { keysVersion, matchKeys, searchKeys } from '../../lead/keys.ts'
import { nobody } from '../../rooms/customer/decide/customer.ts'
import { addCustomers } from '../../rooms/customer/store.ts'
import { deriveKeys } from './run.ts'
import { ticks } from './tasks.ts'

const { db, org } = await testDb()
const quiet = { info: () => undefined }
const never = new AbortController().signal

const code = '91110105MA00484T0E'
const brands = '青禾 云帆 海川 天润 博远 金桥 华信 恒通 万象 九州'.split(' ')
const named = (n: number) => ({
  name: '张明',
  company: `北京${brands[n % brands.length]}网络技术有限公司`,
  email: `a${n}@x.cn`,
})

/** As if older code had written it: no key of a whole core, no credit code, host or address, and nobody had counted versions. */
async function older(team: Team): Promise<void> {
  await team.within(async (tx) => {
    for (const table of [sql`lead_key`, sql`customer_key`])
      await rows(tx, sql`delete from ${table} where org_id = ${tx.orgId} and key ~ '^(u|h|a):|[|]$'`)
    await rows(tx, sql`delete from keying where org_id = ${tx.orgId}`)
  })
}

const keysOf = (team: Team) =>
  team.within(async (tx) => {
    const held = await rows(
      tx,
      sql<{ leadId: string; key: string }>`select lead_id, key from lead_key where org_id = ${tx.orgId}`,
    )
    return Map.groupBy(held, ({ leadId }) => leadId)
  })

/** Every lead has all the keys that its row makes. */
async function expectKeyed(team: Team, leadIds: readonly string[]): Promise<void> {
  const held = await keysOf(team)
  for (const leadId of leadIds) {
    const lead = await leadOf(team, leadId)
    const keys = new Set(held.get(leadId)?.map(({ key }) => key))
    expect([...matchKeys(lead), ...searchKeys(lead)].filter((key) => !keys.has(key))).toEqual([])
  }
}

async function some(team: Team, count: number, from = 0): Promise<string[]> {
  const answers = await team.call(
    Array.from({ length: count }, (_, i) => arrivingLead(from + i, named(from + i))),
  )
  return answers.map(({ leadId }) => leadId as string)
}

test('what older code wrote is found once its keys were made anew, leads and known customers', async () => {
  const team = await newTeam({ db, org })
  expect(isBehind(await team.within(readKeying))).toBe(false)
  await publishNext(team, 'match', policyBy('refuse', 'company', 'creditCode'))
  await some(team, 3)
  await team.within((tx) =>
    addCustomers(
      tx,
      [{ ...nobody, customerId: uuidv7(), source: null, company: '青禾银行', creditCode: code }],
      new Date(),
    ),
  )
  await older(team)
  expect(isBehind(await team.within(readKeying))).toBe(true)
  const asked = () =>
    team.call([
      arrivingLead(50, { company: '青禾网络技术' }),
      arrivingLead(51, { company: '某某', creditCode: code }),
    ])
  const statuses = async () => (await asked()).map(({ status }) => status)
  expect(await statuses()).toEqual(['created', 'created'])
  await older(team)
  await deriveKeys(db, { orgId: team.orgId, signal: never, log: quiet, page: 2 })
  expect(await team.within(readKeying)).toMatchObject({ version: keysVersion, done: 6, total: 6 })
  expect(isBehind(await team.within(readKeying))).toBe(false)
  expect(await statuses()).toEqual(['duplicate', 'duplicate'])
  await expectSound(db, team.orgId)
})

test('killed in the middle it goes on from there; done twice it is done once', async () => {
  const team = await newTeam({ db, org })
  const ids = await some(team, 9)
  await older(team)
  const kill = new AbortController()
  const said: object[] = []
  const dying = {
    info: (what: object) => {
      said.push(what)
      kill.abort()
    },
  }
  await deriveKeys(db, { orgId: team.orgId, signal: kill.signal, log: dying, page: 2 })
  expect(await team.within(readKeying)).toMatchObject({ done: 2, total: 9, finishedAt: null })
  expect(said).toEqual([{ org: team.orgId, version: keysVersion, done: 2, total: 9 }])
  expect(await behind(db.ownerPool)).toBe(7)
  // A page that fails takes back nothing but itself.
  await rowsFail(team, async () => {
    await expect(deriveKeys(db, { orgId: team.orgId, signal: never, log: quiet, page: 2 })).rejects.toThrow(
      'no keys',
    )
  })
  expect(await team.within(readKeying)).toMatchObject({ done: 2 })
  await deriveKeys(db, { orgId: team.orgId, signal: never, log: quiet, page: 2 })
  expect(await team.within(readKeying)).toMatchObject({ done: 9, stage: 'customers' })
  expect(await behind(db.ownerPool)).toBe(0)
  await expectKeyed(team, ids)
  const before = await keysOf(team)
  await team.within((tx) => rows(tx, sql`delete from keying where org_id = ${tx.orgId}`))
  await Promise.all(
    [1, 2].map(() => deriveKeys(db, { orgId: team.orgId, signal: never, log: quiet, page: 2 })),
  )
  expect(await keysOf(team)).toEqual(before)
})

/** While `work` is done, every write of a key fails. */
async function rowsFail(team: Team, work: () => Promise<void>): Promise<void> {
  await db.ownerPool.query(
    `create function no_keys() returns trigger language plpgsql as $$ begin raise 'no keys'; end $$;
     create trigger no_keys before insert on lead_key for each row
       when (new.org_id = '${team.orgId}') execute function no_keys()`,
  )
  try {
    await work()
  } finally {
    await db.ownerPool.query('drop trigger no_keys on lead_key; drop function no_keys()')
  }
}

test('captures and edits meanwhile are lost by nobody', async () => {
  const team = await newTeam({ db, org })
  const ids = await some(team, 40)
  await older(team)
  const more: string[] = []
  await Promise.all([
    deriveKeys(db, { orgId: team.orgId, signal: never, log: quiet, page: 3 }),
    (async () => {
      for (let n = 0; n < 10; n++) more.push(...(await some(team, 2, 100 + n * 2)))
    })(),
  ])
  expect(new Set(more).size).toBe(20)
  await expectKeyed(team, [...ids, ...more])
  await expectSound(db, team.orgId)
})

test('the tick begins it where keys are behind, and nowhere else', async () => {
  const team = await newTeam({ db, org })
  const house = testHouse(db)
  const waiting = async () =>
    (
      await db.ownerPool.query<{ many: number }>(
        'select count(*)::int as many from graphile_worker.jobs where key = $1',
        [`${team.orgId}:keys ${team.orgId}`],
      )
    ).rows[0]?.many
  const [tick] = ticks
  await tick!.run(house, team.orgId, new Date())
  const none = await waiting()
  await older(team)
  await tick!.run(house, team.orgId, new Date())
  await tick!.run(house, team.orgId, new Date())
  expect([none, await waiting()]).toEqual([0, 1])
})
