import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { inTransaction, one, rows } from '../server/db/db.ts'
import { allFields, anyCondition, customFields } from '../test/conditions.ts'
import { describeEachServer, testDb } from '../test/database.ts'
import type { Condition } from './condition.ts'
import { addressOf, type FieldType } from './fields.ts'
import type { Moment } from './matches.ts'
import { where } from './where.ts'

const id = '0192f0c1-7a00-7000-8000-00000000abc1'
const at: Moment = { now: new Date(), zone: 'Asia/Shanghai', me: id }
const own = (type: FieldType, fast: boolean) =>
  addressOf(customFields.find((field) => field.type === type && (field.fast ?? false) === fast)!)

/** A test, and what the database is to look up in an index for it. */
const looksUp: [Condition, RegExp][] = [
  [{ field: 'source', op: 'is', value: id }, /source_id = /],
  [{ field: 'source', op: 'one_of', value: [id, id] }, /source_id = ANY/],
  [
    {
      all: [
        { field: 'holderKind', op: 'is', value: 'rep' },
        { field: 'holder', op: 'is_me' },
      ],
    },
    /holder_kind =.*holder_id = /,
  ],
  [{ field: 'score', op: 'at_least', value: 99 }, /score >= /],
  [{ field: 'score', op: 'between', value: [98, 99] }, /score >=.*score <= /],
  [{ field: 'arrivedAt', op: 'in_last', value: { hours: 1 } }, /arrived_at >=.*arrived_at < /],
  [{ field: 'arrivedAt', op: 'on', value: 'today' }, /arrived_at >=.*arrived_at < /],
  [{ not: { not: { field: 'dueAt', op: 'before', value: '2000-01-01' } } }, /due_at < /],
  [{ field: own('text', true), op: 'is', value: 'X5' }, /text_value = /],
  [{ field: own('text', true), op: 'starts_with', value: 'X55' }, /text_value >=.*text_value < /],
  [{ field: own('choice', true), op: 'one_of', value: ['x5', 'x6'] }, /text_value = ANY/],
  [{ field: own('number', true), op: 'below', value: 3 }, /number_value < /],
  [{ field: own('date', true), op: 'before', value: '1901-01-01' }, /text_value < /],
  [{ field: own('region', true), op: 'in', value: ['31'] }, /text_value >=.*text_value < /],
]

describeEachServer('a condition as SQL', async (server) => {
  const { db, org } = await testDb(server)

  test('a positive test is answered by an index, behind the second lock too', async () => {
    const orgId = await org()
    await db.ownerPool.query(
      `insert into lead (org_id, lead_id, person_id, source_id, door, holder_kind, holder_id, stage_at, score,
         arrived_at, created_at, updated_at, due_at)
       select $1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'api', 'rep', gen_random_uuid(), now(),
         n % 100, now() - n * interval '1 hour', now(), now(), now() from generate_series(1, 4000) n`,
      [orgId],
    )
    for (const { id: fieldId, type } of customFields.filter(({ fast }) => fast)) {
      await db.ownerPool.query(
        `insert into lead_fast (org_id, field_id, lead_id, text_value, number_value)
         select $1, $2, lead_id, case when $3 then null else 'x' || row_number() over () end,
           case when $3 then row_number() over () end from lead where org_id = $1`,
        [orgId, fieldId, type === 'number'],
      )
    }
    await db.ownerPool.query('analyze lead; analyze lead_fast')
    for (const [condition, indexed] of looksUp) {
      const plan = await inTransaction(db, orgId, (tx) =>
        rows(
          tx,
          sql`explain select lead_id from lead where org_id = ${orgId} and ${where(condition, allFields, at)}`,
        ),
      )
      const lines = plan.flatMap((row) => Object.values(row as object).map(String))
      const lookedUp = lines.filter((line) => line.includes('Index Cond')).join('\n')
      expect.soft(lookedUp, `${JSON.stringify(condition)}\n${lines.join('\n')}`).toMatch(indexed)
    }
  })
  test('whatever stands in attrs, nothing throws', async () => {
    const orgId = await org()
    const keys = customFields.map(({ key }) => key)
    // What JSON can hold and neither a double nor a calendar can.
    const odd = [
      '1e400',
      '-1e400',
      '1e-400',
      '"2026-02-30"',
      '"99999-01-01"',
      '"abc"',
      '{"a": [1]}',
      '[[1], null]',
      'null',
      'true',
    ]
    await db.ownerPool.query(
      `insert into lead (org_id, lead_id, person_id, source_id, door, holder_kind, stage_at, arrived_at, created_at, updated_at, attrs)
       select $1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'api', 'waiting', now(), now(), now(), now(),
         (select jsonb_object_agg(key, value) from unnest($2::text[]) key) from unnest($3::jsonb[]) value`,
      [orgId, keys, odd],
    )
    const any = fc
      .sample(fc.array(anyCondition, { minLength: 300, maxLength: 300 }), { numRuns: 1, seed: 7 })
      .flat()
    const counts = any.map((condition) => sql`count(*) filter (where ${where(condition, allFields, at)})`)
    const counted = await inTransaction(db, orgId, (tx) =>
      one(
        tx,
        sql<{
          counts: number[]
        }>`select array[${sql.join(counts)}] as counts from lead where org_id = ${orgId}`,
      ),
    )
    expect(counted?.counts).toHaveLength(300)
  })
})
