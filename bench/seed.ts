import { sql } from 'kysely'
import { copyInto } from '../server/db/copy.ts'
import { type Db, inTransaction, rows, type Tx } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import { insertRows } from '../server/db/write.ts'
import { beginOrg } from '../server/flow/begin.ts'
import { matchKeys, searchKeys } from '../server/lead/keys.ts'
import { anyOf, dice, person, skewed } from './people.ts'

/** What was made, for whoever measures on it. */
export interface Seeded {
  readonly orgId: string
  readonly adminId: string
  readonly marketerId: string
  /** Each leads the team of the same place. */
  readonly managers: readonly string[]
  readonly teams: readonly { teamId: string; reps: readonly string[] }[]
  readonly pools: readonly string[]
  /** The most used first. */
  readonly sources: readonly string[]
  /** A fast choice: `values` from common (a quarter of the leads) to one in 20,000. */
  readonly industry: { readonly fieldId: string; readonly key: string; readonly values: readonly string[] }
}

const TEAMS = 20
const REPS_A_TEAM = 10
const POOLS = 5
const SOURCES = 12
const CHUNK = 20_000
const DAY = 86_400_000

const industries = ['教育', '软件', '制造', '零售', '医疗', '航天'] as const
/** How far along [0, 1) each industry reaches; a twentieth of the leads have none. */
const reach = [0.25, 0.45, 0.55, 0.6, 0.62, 0.62005] as const

/**
 * Fills an empty database with one organisation: 20 teams of ten reps and a manager, five pools, twelve sources, a
 * fast custom field, and `size` leads that arrived over the last year, with their keys. Always the same leads.
 * Indexes that COPY would only slow down are made again at the end; a million leads take about five minutes.
 */
export async function seed(
  db: Db,
  { size, now = new Date() }: { size: number; now?: Date },
): Promise<Seeded> {
  const seeded = await inTransaction(db, await newOrg(db), (tx) => seedHouse(tx))
  const again = await dropIndexes(db)
  const roll = dice(1)
  for (let from = 0; from < size; from += CHUNK) {
    const leads = Array.from({ length: Math.min(CHUNK, size - from) }, (_, i) =>
      leadOf(from + i, { seeded, roll, size, now }),
    )
    await inTransaction(db, seeded.orgId, (tx) => copyLeads(tx, leads, seeded))
  }
  await makeAgain(db, again)
  await inTransaction(db, seeded.orgId, countLoads)
  await db.ownerPool.query('vacuum (analyze)')
  return seeded
}

async function newOrg(db: Db): Promise<string> {
  const orgId = uuidv7()
  await db.ownerPool.query('insert into org (org_id, slug, name) values ($1, $2, $3)', [
    orgId,
    orgId,
    '大公司',
  ])
  return orgId
}

async function seedHouse(tx: Tx): Promise<Seeded> {
  const { orgId } = tx
  const { poolId } = await beginOrg(tx)
  const ids = (count: number) => Array.from({ length: count }, () => uuidv7())
  const [adminId, marketerId, ...managers] = ids(2 + TEAMS) as [string, string, ...string[]]
  const teams = ids(TEAMS).map((teamId) => ({ teamId, reps: ids(REPS_A_TEAM) }))
  const pools = [poolId, ...ids(POOLS - 1)]
  const sources = ids(SOURCES)
  const at = new Date()
  const members = [
    [adminId, '管理员', ['admin']],
    [marketerId, '市场', ['marketer']],
    ...managers.map((id, i) => [id, `主管${i + 1}`, ['manager']]),
    ...teams.flatMap(({ reps }, team) => reps.map((id, i) => [id, `销售${team + 1}-${i + 1}`, ['rep']])),
  ]
  const memberColumns = ['org_id', 'user_id', 'name', 'roles', 'status', 'settings', 'created_at']
  await insertRows(
    tx,
    'member',
    memberColumns,
    members.map((one) => [orgId, ...one, 'active', {}, at]),
  )
  await insertRows(
    tx,
    'team',
    ['org_id', 'team_id', 'name', 'position', 'created_at'],
    teams.map(({ teamId }, i) => [orgId, teamId, `${i + 1}组`, i, at]),
  )
  const seats = teams.flatMap(({ teamId, reps }, i) => [
    [orgId, teamId, managers[i], true],
    ...reps.map((id) => [orgId, teamId, id, false]),
  ])
  await insertRows(tx, 'team_member', ['org_id', 'team_id', 'user_id', 'leads'], seats)
  await insertRows(
    tx,
    'pool',
    ['org_id', 'pool_id', 'name', 'created_at'],
    pools.slice(1).map((id, i) => [orgId, id, `公海${i + 2}`, at]),
  )
  const fishing = teams.map(({ teamId }, i) => [orgId, pools[i % POOLS], 'team', teamId])
  await insertRows(tx, 'pool_member', ['org_id', 'pool_id', 'kind', 'member_id'], fishing)
  await insertRows(
    tx,
    'source',
    ['org_id', 'source_id', 'key', 'name', 'channel', 'created_at'],
    sources.map((id, i) => [orgId, id, `source${i + 1}`, `来源${i + 1}`, 'other', at]),
  )
  const fieldId = uuidv7()
  const options = industries.map((value) => ({ value, label: { zh: value, en: value } }))
  const fieldColumns = [
    'org_id',
    'field_id',
    'key',
    'type',
    'label_zh',
    'label_en',
    'options',
    'fast',
    'personal',
    'position',
    'created_at',
  ]
  await insertRows(tx, 'field', fieldColumns, [
    [orgId, fieldId, 'industry', 'choice', '行业', 'Industry', options, true, false, 0, at],
  ])
  return {
    orgId,
    adminId,
    marketerId,
    managers,
    teams,
    pools,
    sources,
    industry: { fieldId, key: 'industry', values: industries },
  }
}

interface Making {
  readonly seeded: Seeded
  readonly roll: () => number
  readonly size: number
  readonly now: Date
}

type MadeLead = ReturnType<typeof leadOf>

function leadOf(n: number, { seeded, roll, size, now }: Making) {
  // Older ones first, as they would have come in; a few share a moment, as those of an import do.
  const arrivedAt = new Date(now.getTime() - Math.floor((1 - Math.floor(n / 3) / (size / 3)) * 365 * DAY))
  const after = (days: number) => new Date(Math.min(now.getTime(), arrivedAt.getTime() + roll() * days * DAY))
  const score = Math.floor(roll() ** 2 * 100)
  const drawn = roll()
  const industry = industries[reach.findIndex((until) => drawn < until)] ?? (drawn < 0.95 ? '零售' : null)
  const held = holderOf(roll, seeded)
  const rep = held.holder_kind === 'rep'
  const worked = rep && roll() < 0.8
  const firstAt = worked ? after(1) : null
  return {
    org_id: seeded.orgId,
    lead_id: uuidv7(arrivedAt.getTime()),
    person_id: uuidv7(arrivedAt.getTime()),
    ...person(n, roll),
    need: roll() < 0.3 ? '想了解价格和实施周期' : null,
    attrs: industry ? { industry } : {},
    tags: roll() < 0.2 ? [anyOf(['展会', '老客户', '高意向'], roll)] : [],
    source_id: skewed(seeded.sources, roll),
    door: anyOf(['api', 'form', 'import'], roll),
    touch: {},
    ...held,
    stage: held.closed_as ?? (worked ? 'contacted' : 'new'),
    stage_at: firstAt ?? arrivedAt,
    stage_reason: held.closed_as ? '暂无预算' : null,
    score,
    grade: score >= 80 ? 'A' : score >= 50 ? 'B' : score >= 20 ? 'C' : 'D',
    score_terms: [{ id: 'base', label: '基础分', points: score }],
    arrived_at: arrivedAt,
    created_at: arrivedAt,
    updated_at: firstAt ?? arrivedAt,
    assigned_at: rep ? arrivedAt : null,
    first_followup_at: firstAt,
    last_followup_at: firstAt,
    next_at: worked && roll() < 0.5 ? new Date(now.getTime() + (roll() - 0.2) * 10 * DAY) : null,
    due_at: rep && roll() < 0.9 ? new Date(now.getTime() + roll() * 30 * DAY) : null,
    version: 1,
  }
}

/** Half with reps, a quarter in pools, a fifth closed, the rest in quarantine or waiting. */
function holderOf(roll: () => number, { teams, pools }: Seeded) {
  const drawn = roll()
  if (drawn < 0.5) {
    const holder_id = anyOf(anyOf(teams, roll).reps, roll)
    return { holder_kind: 'rep', holder_id, pool_id: anyOf(pools, roll), closed_as: null }
  }
  if (drawn < 0.75) {
    const holder_id = skewed(pools, roll)
    return { holder_kind: 'pool', holder_id, pool_id: holder_id, closed_as: null }
  }
  if (drawn < 0.95)
    return {
      holder_kind: 'closed',
      holder_id: null,
      pool_id: null,
      closed_as: anyOf(['lost', 'invalid'], roll),
    }
  return {
    holder_kind: drawn < 0.995 ? 'quarantine' : 'waiting',
    holder_id: null,
    pool_id: null,
    closed_as: null,
  }
}

async function copyLeads(tx: Tx, leads: readonly MadeLead[], { industry, teams }: Seeded): Promise<void> {
  const columns = Object.keys(leads[0] as MadeLead) as (keyof MadeLead)[]
  await copyInto(
    tx,
    'lead',
    columns,
    leads.map((lead) => columns.map((column) => lead[column])),
  )
  await copyInto(tx, 'lead_key', ['org_id', 'key', 'lead_id'], keyRows(leads))
  const fast = leads.flatMap(({ lead_id, attrs }) =>
    attrs.industry ? [[tx.orgId, industry.fieldId, lead_id, attrs.industry]] : [],
  )
  // Whoever closed a lead keeps seeing it: that is what most shares are.
  const closed = leads.filter(({ holder_kind }) => holder_kind === 'closed')
  const shared = closed.map(({ lead_id }, i) => [
    tx.orgId,
    lead_id,
    teams[i % TEAMS]?.reps[((i / TEAMS) % REPS_A_TEAM) | 0],
  ])
  await copyInto(tx, 'lead_collaborator', ['org_id', 'lead_id', 'user_id'], shared)
  await copyInto(tx, 'lead_fast', ['org_id', 'field_id', 'lead_id', 'text_value'], fast)
}

function* keyRows(leads: readonly MadeLead[]): Iterable<readonly unknown[]> {
  for (const lead of leads) {
    for (const key of [...matchKeys(lead), ...searchKeys(lead)]) yield [lead.org_id, key, lead.lead_id]
  }
}

/** Drops what COPY need not keep in order; returns the statements that make it again. */
async function dropIndexes({ ownerPool }: Db): Promise<string[]> {
  const found = await ownerPool.query<{ name: string; indexdef: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as indexdef from pg_index
     where indrelid in ('lead'::regclass, 'lead_key'::regclass, 'lead_fast'::regclass) and not indisprimary`,
  )
  await ownerPool.query('alter table lead_key drop constraint lead_key_pkey')
  for (const { name } of found.rows) await ownerPool.query(`drop index ${name}`)
  return [
    'alter table lead_key add primary key (org_id, key, lead_id)',
    ...found.rows.map(({ indexdef }) => indexdef),
  ]
}

async function makeAgain({ ownerPool }: Db, statements: readonly string[]): Promise<void> {
  const client = await ownerPool.connect()
  await client.query("set maintenance_work_mem = '1GB'")
  for (const statement of statements) await client.query(statement)
  client.release(true)
}

async function countLoads(tx: Tx): Promise<void> {
  await rows(
    tx,
    sql`insert into rep_load (org_id, user_id, day, holding)
      select org_id, holder_id, current_date, count(*) from lead
      where org_id = ${tx.orgId} and holder_kind = 'rep' group by org_id, holder_id`,
  )
}
