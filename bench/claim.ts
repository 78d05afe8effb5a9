import { sql } from 'kysely'
import { type Db, inTransaction, rows } from '../server/db/db.ts'
import type { UserCaller } from '../server/people/caller.ts'
import { claim } from '../server/rooms/pool/service.ts'
import { type Bench } from './report.ts'
import { seed, type Seeded } from './seed.ts'
import { withDatabase } from './stage.ts'

const REPS = 50
const EACH = 40

/** Fifty reps claim the best lead of one pool at once, again and again, against a bare `update … skip locked`. */
export const bench: Bench = {
  summary: 'claims by 50 reps at once on one pool',
  size: 100_000,
  run: (size, note) =>
    withDatabase(async (db) => {
      const seeded = await seed(db, { size })
      const pool = await fillPool(db, seeded)
      note('seeded')
      const limit = await bare(db, seeded, pool)
      note(`bare update: ${limit.toFixed(0)}/s`)
      const rate = await claims(db, seeded, pool)
      const doubles = await doubleOwners(db, seeded)
      return [
        {
          name: 'claim',
          value: rate,
          unit: 'claims/s',
          limit,
          ratio: rate / limit,
          goal: '≥ 0.5 × (first light 0.3)',
          ok: rate / limit >= 0.3,
        },
        {
          name: 'claim double owners',
          value: doubles,
          unit: 'leads',
          limit: null,
          ratio: null,
          goal: '0',
          ok: doubles === 0,
        },
      ]
    }),
}

/** Every lead into one pool, that all teams may fish in, without limits. */
async function fillPool(db: Db, { orgId, pools, teams }: Seeded): Promise<string> {
  const [pool = ''] = pools
  await db.ownerPool.query(
    `update lead set holder_kind = 'pool', holder_id = $2, due_at = null, remind_at = null, closed_as = null where org_id = $1`,
    [orgId, pool],
  )
  await db.ownerPool.query('update pool set daily_limit = null, holding_limit = null where org_id = $1', [
    orgId,
  ])
  await db.ownerPool.query('update member set holding_max = null, daily_max = null where org_id = $1', [
    orgId,
  ])
  for (const { teamId } of teams) {
    await db.ownerPool.query(
      `insert into pool_member (org_id, pool_id, kind, member_id) values ($1, $2, 'team', $3) on conflict do nothing`,
      [orgId, pool, teamId],
    )
  }
  await db.ownerPool.query('delete from rep_load where org_id = $1', [orgId])
  await db.ownerPool.query('vacuum (analyze) lead')
  return pool
}

async function bare(db: Db, { orgId, teams }: Seeded, pool: string): Promise<number> {
  return rateOf(teams, async (userId) => {
    await db.ownerPool.query({
      name: 'bare',
      text: `update lead set holder_kind = 'rep', holder_id = $3 from (
          select lead_id from lead where org_id = $1 and holder_kind = 'pool' and holder_id = $2
          order by score desc, arrived_at, lead_id limit 1 for update skip locked) best
        where lead.org_id = $1 and lead.lead_id = best.lead_id`,
      values: [orgId, pool, userId],
    })
  })
}

function claims(db: Db, { orgId, teams }: Seeded, poolId: string): Promise<number> {
  return rateOf(teams, async (userId) => {
    const caller: UserCaller = {
      kind: 'user',
      orgId,
      userId,
      name: '',
      roles: ['rep'],
      lang: 'zh',
      zone: 'Asia/Shanghai',
    }
    const wanted = { count: 1, condition: { all: [] } }
    const { claimed } = await inTransaction(db, orgId, (tx) =>
      claim(tx, caller, { poolId, wanted, now: new Date() }),
    )
    if (claimed.length !== 1) throw new Error('a claim got nothing from a full pool')
  })
}

async function rateOf(teams: Seeded['teams'], one: (userId: string) => Promise<void>): Promise<number> {
  const reps = teams.flatMap((team) => team.reps).slice(0, REPS)
  const begun = performance.now()
  await Promise.all(
    reps.map(async (userId) => {
      for (let i = 0; i < EACH; i++) await one(userId)
    }),
  )
  return (reps.length * EACH) / ((performance.now() - begun) / 1000)
}

/** Leads whose trail says that two reps claimed them. */
async function doubleOwners(db: Db, { orgId }: Seeded): Promise<number> {
  const [found] = await inTransaction(db, orgId, (tx) =>
    rows(
      tx,
      sql<{ n: number }>`select count(*)::int as n from (select lead_id from lead_event
        where org_id = ${orgId} and kind = 'claimed' group by lead_id having count(*) > 1) twice`,
    ),
  )
  return found?.n ?? 0
}
