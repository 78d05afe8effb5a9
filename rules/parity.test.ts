import fc from 'fast-check'
import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import type { DB } from '../server/db/schema.ts'
import { leadAndKnown } from '../server/lead/known.ts'
import {
  allFields,
  anyCondition,
  anyLead,
  anyLeaf,
  anyMoment,
  customerFacts,
  customFields,
} from '../test/conditions.ts'
import { describeEachServer, testDb } from '../test/database.ts'
import { fastRows } from './columns.ts'
import type { Condition } from './condition.ts'
import { canBeFast, fastValue, KEPT } from './fast.ts'
import { type LeadFacts, matches, type Moment } from './matches.ts'
import { where } from './where.ts'

const RUNS = Number(process.env['PARITY_RUNS'] ?? 60)

describeEachServer('a condition in memory and in the database', async (server) => {
  const { db } = await testDb(server)
  // A temporary table hides the real one of that name for its own connection, and has its column types
  // without its constraints: a lead may hold what only a mistake elsewhere would have let in.
  const alone = <T>(run: (q: Kysely<DB>) => Promise<T>) => db.owner.connection().execute(run)

  test('both give the same answer', { timeout: 120_000 }, () =>
    alone(async (q) => {
      await sql`create temp table lead as select * from public.lead with no data`.execute(q)
      await sql`create temp table customer as select * from public.customer with no data`.execute(q)
      await sql`create temp table lead_fast as select * from public.lead_fast with no data`.execute(q)
      const conditions = fc.array(fc.oneof(anyCondition, anyLeaf), {
        minLength: 1,
        maxLength: 60,
        size: 'max',
      })
      const leads = fc.array(anyLead, { minLength: 1, maxLength: 40, size: 'max' })
      await fc.assert(
        fc.asyncProperty(conditions, leads, anyMoment, fc.boolean(), async (asked, held, at, refilled) => {
          await fill(q, held)
          await (refilled ? refillFast(q) : keepFast(q, held))
          const inDatabase = await askDatabase(q, asked, at)
          const inMemory = (leads: readonly LeadFacts[]) =>
            asked.map((condition) => leads.map(matches(condition, allFields, at)))
          expect(inDatabase).toEqual(inMemory(held))
          expect(inDatabase).toEqual(inMemory(await readBack(q)))
        }),
        { numRuns: RUNS, examples: [beyondKept] },
      )
    }),
  )
})

const orgId = '00000000-0000-7000-8000-000000000001'
const leadIdAt = (place: number) => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`
/** What lies behind the part of a text that lead_fast keeps is found all the same. */
const beyondKept: [Condition[], LeadFacts[], Moment, boolean] = [
  [{ field: 'custom.fast_text', op: 'contains', value: '张明' }],
  [{ attrs: { fast_text: `${'x'.repeat(KEPT)}张明` } }],
  { now: new Date(), zone: 'UTC' },
  false,
]
const fastFields = customFields.filter(canBeFast).filter(({ fast }) => fast)
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Puts the leads into the table in place of what was there, and empties lead_fast. */
async function fill(q: Kysely<DB>, leads: readonly LeadFacts[]): Promise<void> {
  const rows = leads.map((lead, place) => ({
    ...Object.fromEntries(Object.entries(lead).map(([name, value]) => [snake(name), value])), // what is the customer's falls away
    org_id: orgId,
    lead_id: leadIdAt(place),
  }))
  await sql`truncate lead, lead_fast, customer`.execute(q)
  const json = JSON.stringify(rows)
  await sql`insert into lead select * from jsonb_populate_recordset(null::lead, ${json}::jsonb)`.execute(q)
  await sql`update lead set customer_id = lead_id where customer_id is not null`.execute(q)
  const known = leads.flatMap((lead, place) => {
    const own = customerFacts.map(({ key, joined }) => [joined, lead[key]])
    return lead['customerId'] === null
      ? []
      : [{ ...Object.fromEntries(own), org_id: orgId, customer_id: leadIdAt(place) }]
  })
  const customers = JSON.stringify(known)
  await sql`insert into customer select * from jsonb_populate_recordset(null::customer, ${customers}::jsonb)`.execute(
    q,
  )
  await sql`update lead set arrived_at = arrived_at + interval '700 microseconds'`.execute(q)
}

/** Fills lead_fast lead by lead, as they come in. */
async function keepFast(q: Kysely<DB>, leads: readonly LeadFacts[]): Promise<void> {
  const rows = leads.flatMap((lead, place) =>
    fastFields.flatMap((field) => {
      const value = fastValue(field, (lead['attrs'] as LeadFacts)[field.key])
      if (!value) return []
      const { textValue: text_value, numberValue: number_value } = value
      return [{ org_id: orgId, field_id: field.id, lead_id: leadIdAt(place), text_value, number_value }]
    }),
  )
  const json = JSON.stringify(rows)
  await sql`insert into lead_fast select * from jsonb_populate_recordset(null::lead_fast, ${json}::jsonb)`.execute(
    q,
  )
}

/** Fills lead_fast at once, as when the fields become fast. */
async function refillFast(q: Kysely<DB>): Promise<void> {
  for (const field of fastFields) {
    const rows = fastRows(field, orgId)
    await sql`insert into lead_fast (org_id, field_id, lead_id, text_value, number_value) ${rows}`.execute(q)
  }
}

/** The leads as our own driver reads them, once the database keeps a time to the microsecond that we never see. */
async function readBack(q: Kysely<DB>): Promise<LeadFacts[]> {
  return (
    await sql<LeadFacts>`select ${leadAndKnown.select} from ${leadAndKnown.from} order by lead_id`.execute(q)
  ).rows
}

/** For each condition, whether it passes each lead, all in one statement. */
async function askDatabase(
  q: Kysely<DB>,
  conditions: readonly Condition[],
  at: Moment,
): Promise<boolean[][]> {
  const columns = conditions.map((condition) => sql`(${where(condition, allFields, at)}) is true`)
  const { rows } = await sql<{
    answers: boolean[]
  }>`select array[${sql.join(columns)}] as answers from lead order by lead_id`.execute(q)
  return conditions.map((_, place) => rows.map(({ answers }) => answers[place]!))
}
