import { sql } from 'kysely'
import type { Role } from '../contract/endpoint.ts'
import { type Db, inTransaction, rows } from '../server/db/db.ts'
import type { UserCaller } from '../server/people/caller.ts'
import { type Listing, listLeads } from '../server/views/list.ts'
import { type Bench, percentile, type Result } from './report.ts'
import { seed, type Seeded } from './seed.ts'
import { withDatabase } from './stage.ts'

const RUNS = 60

/** A list as somebody asks for it, and the same by hand. */
interface Pair {
  readonly name: string
  readonly caller: (seeded: Seeded, run: number) => UserCaller
  readonly listing: (seeded: Seeded, run: number) => Partial<Listing>
  readonly byHand: string
  readonly values: (seeded: Seeded, run: number) => unknown[]
}

/** Six lists, each beside the plainest SQL that gives the same page, without scope's joins, masks and names. */
export const bench: Bench = {
  summary: 'a page of a list: six pairs of who asks for what',
  size: 1_000_000,
  run: (size, note) =>
    withDatabase(async (db) => {
      const seeded = await seed(db, { size })
      note('seeded')
      const results: Result[] = []
      for (const pair of pairs) results.push(await measure(db, seeded, pair))
      return results
    }),
}

async function measure(db: Db, seeded: Seeded, pair: Pair): Promise<Result> {
  const ours: number[] = []
  const bare: number[] = []
  for (let run = 0; run < RUNS + 5; run++) {
    const took = await timed(() => page(db, seeded, { pair, run }))
    const byHand = await timed(() =>
      db.ownerPool.query({ name: pair.name, text: pair.byHand, values: pair.values(seeded, run) }),
    )
    if (run < 5) continue // warm
    ours.push(took)
    bare.push(byHand)
  }
  const [value, limit] = [percentile(ours, 95), percentile(bare, 95)]
  return {
    name: `list ${pair.name} p95`,
    value,
    unit: 'ms',
    limit,
    ratio: value / limit,
    goal: '≤ 50 ms (first light 100)',
    ok: value <= 100,
  }
}

async function page(db: Db, seeded: Seeded, { pair, run }: { pair: Pair; run: number }): Promise<void> {
  const query = {
    sort: 'arrivedAt' as const,
    order: 'desc' as const,
    limit: 50,
    ...pair.listing(seeded, run),
  }
  const { items } = await inTransaction(db, seeded.orgId, (tx) =>
    listLeads(tx, pair.caller(seeded, run), { query, lang: 'zh', now: new Date() }),
  )
  if (items.length === 0) throw new Error(`${pair.name}: an empty page`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** Somebody of the seeded organisation who is signed in. */
export function caller({ orgId }: Seeded, userId: string, role: Role): UserCaller {
  return { kind: 'user', orgId, userId, name: '', roles: [role], lang: 'zh', zone: 'Asia/Shanghai' }
}

const admin = (seeded: Seeded) => caller(seeded, seeded.adminId, 'admin')
const manager = (seeded: Seeded, run: number) =>
  caller(seeded, seeded.managers[run % seeded.managers.length] as string, 'manager')
const repOf = ({ teams }: Seeded, run: number) => teams[run % teams.length]?.reps[run % 10] as string
const surname = (run: number) => ['张', '王', '李', '刘', '陈'][run % 5] as string
const byArrival = 'order by lead.arrived_at desc, lead.lead_id desc limit 50'

const pairs: readonly Pair[] = [
  {
    name: 'all by arrival',
    caller: admin,
    listing: () => ({}),
    byHand: `select * from lead where org_id = $1 ${byArrival}`,
    values: ({ orgId }) => [orgId],
  },
  {
    name: 'a rep’s own by deadline',
    caller: (seeded, run) => caller(seeded, repOf(seeded, run), 'rep'),
    listing: () => ({ sort: 'dueAt', order: 'asc', holder: 'rep' }),
    byHand: `select * from lead where org_id = $1 and holder_kind = 'rep' and holder_id = $2 order by due_at, lead_id limit 50`,
    values: (seeded, run) => [seeded.orgId, repOf(seeded, run)],
  },
  {
    name: 'a manager’s scope by arrival',
    caller: manager,
    listing: () => ({}),
    byHand: `select lead.* from unnest($2::uuid[]) rep, lateral (select * from lead
      where org_id = $1 and holder_kind = 'rep' and holder_id = rep ${byArrival}) lead ${byArrival}`,
    values: (seeded, run) => [seeded.orgId, seeded.teams[run % seeded.teams.length]?.reps],
  },
  {
    name: 'a source and grades by score',
    caller: admin,
    listing: ({ sources }, run) => ({
      sort: 'score',
      condition: condition(
        { field: 'source', op: 'is', value: sources[run % 6] },
        { field: 'grade', op: 'one_of', value: ['A', 'B'] },
      ),
    }),
    byHand: `select * from lead where org_id = $1 and source_id = $2 and grade = any('{A,B}') order by score desc, lead_id desc limit 50`,
    values: ({ orgId, sources }, run) => [orgId, sources[run % 6]],
  },
  {
    name: 'a fast custom field by arrival',
    caller: admin,
    listing: ({ industry }, run) => ({
      condition: condition({
        field: `custom.${industry.key}`,
        op: 'is',
        value: industry.values[run % industry.values.length],
      }),
    }),
    byHand: `select lead.* from lead where org_id = $1 and exists (select from lead_fast f where f.org_id = $1
      and f.field_id = $2 and f.text_value = $3 and f.lead_id = lead.lead_id) ${byArrival}`,
    values: ({ orgId, industry }, run) => [
      orgId,
      industry.fieldId,
      industry.values[run % industry.values.length],
    ],
  },
  {
    name: 'a name in a manager’s scope',
    caller: manager,
    listing: (_, run) => ({ q: surname(run) }),
    byHand: `select lead.* from lead_key k join lead on lead.org_id = k.org_id and lead.lead_id = k.lead_id
      where k.org_id = $1 and k.key >= $2 and k.key < $3 and lead.holder_id = any($4::uuid[]) ${byArrival}`,
    values: (seeded, run) => [
      seeded.orgId,
      `n:${surname(run)}`,
      `n:${surname(run)}\u{10FFFF}`,
      seeded.teams[run % seeded.teams.length]?.reps,
    ],
  },
]

function condition(...all: object[]): string {
  return JSON.stringify({ all })
}

/** Names, companies and phones of some seeded leads, for those who search. */
export function samples(db: Db, { orgId }: Seeded, most: number) {
  return inTransaction(db, orgId, (tx) =>
    rows(
      tx,
      sql<{ name: string; company: string; phone: string }>`
        select name, company, phone from lead where org_id = ${orgId} and name is not null and company is not null
          and phone is not null and lead_id > ${'01000000-0000-7000-8000-000000000000'} limit ${most}`,
    ),
  )
}
