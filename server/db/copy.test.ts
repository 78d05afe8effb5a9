import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeEachServer, testDb } from '../../test/database.ts'
import { copyInto } from './copy.ts'
import { inTransaction, one, rows, type Tx } from './db.ts'
import { uuidv7 } from './id.ts'
import { secure } from './secure.ts'

const columns = ['org_id', 'id', 'words', 'tags', 'ids', 'body', 'bytes', 'day', 'at', 'count', 'flag']

describeEachServer('copyInto', async (server) => {
  const { db, org } = await testDb(server)
  await db.ownerPool
    .query(`create table things (org_id uuid, id uuid primary key, words text, tags text[], ids uuid[],
    body jsonb, bytes bytea, day date, at timestamptz, count int8, flag boolean)`)
  const client = await db.ownerPool.connect()
  await secure(client)
  client.release()

  test('what goes in comes out, whatever the text holds', async () => {
    const orgId = await org()
    await fc.assert(
      fc.asyncProperty(fc.array(thing, { minLength: 1, maxLength: 20 }), async (things) => {
        const values = things.map((each) => [orgId, uuidv7(), ...each])
        const copied = await inTransaction(db, orgId, async (tx) => {
          await tx.q.deleteFrom('things' as never).execute()
          const count = await copyInto(tx, 'things', columns, values)
          const held = await rows(
            tx,
            sql<object>`select org_id, id, words, tags, ids, body::text, bytes, day, at, count, flag
            from things order by id`,
          )
          return { count, held, bodies: await asPostgresWrites(tx, things.map(bodyOf)) }
        })
        expect(copied.count).toBe(things.length)
        expect(copied.held.map((row) => Object.values(row))).toEqual(
          values.map((row, i) => row.with(columns.indexOf('body'), copied.bodies[i] ?? null)),
        )
      }),
      { numRuns: 100 },
    )
  })

  test('copies and statements asked at once take their turns', async () => {
    const orgId = await org()
    const some = () => [[orgId, uuidv7()]]
    const asked = await inTransaction(db, orgId, (tx) =>
      Promise.all([
        rows(tx, sql`select 1 as n`),
        copyInto(tx, 'things', ['org_id', 'id'], some()),
        copyInto(tx, 'things', ['org_id', 'id'], some()),
        rows(tx, sql`select count(*) as n from things where org_id = ${orgId}`),
      ]),
    )
    expect(asked).toEqual([[{ n: 1 }], 1, 1, [{ n: 2 }]])
  })

  test('afterwards the transaction is the app role again', async () => {
    const orgId = await org()
    const seen = await inTransaction(db, orgId, async (tx) => {
      await copyInto(tx, 'things', ['org_id', 'id'], [[orgId, uuidv7()]])
      return one(tx, sql<{ role: string }>`select current_user as role`)
    })
    expect(seen?.role).toBe('sluice_app')
  })

  test('a row of another organisation is an error, and nothing is written', async () => {
    const [orgId, other] = [await org(), await org()]
    const values = [
      [orgId, uuidv7()],
      [other, uuidv7()],
    ]
    await expect(
      inTransaction(db, orgId, (tx) => copyInto(tx, 'things', ['org_id', 'id'], values)),
    ).rejects.toThrow('another organisation')
    const { rows: held } = await db.ownerPool.query('select from things where org_id in ($1, $2)', [
      orgId,
      other,
    ])
    expect(held).toEqual([])
  })

  test.each<[string, readonly string[], unknown[], RegExp]>([
    ['no org_id', ['id'], [uuidv7()], /org_id is not among/],
    ['a column there is not', ['org_id', 'nope'], [1], /no column nope/],
    ['a table there is not', ['org_id', 'id'], [1], /does not exist/],
    ['too few values', ['org_id', 'id'], [], /1 values for 2 columns/],
    ['a Date for a day', ['org_id', 'day'], [new Date()], /YYYY-MM-DD/],
    ['an object for a text', ['org_id', 'words'], [{}], /plain column/],
    ['a text for a list', ['org_id', 'tags'], ['a'], /takes an array/],
    ['a text for a number', ['org_id', 'count'], ['many'], /invalid input syntax/],
  ])('%s is refused, and the connection stays of use', async (what, names, rest, message) => {
    const orgId = await org()
    const table = what.startsWith('a table') ? 'nowhere' : 'things'
    const copy = (tx: Tx) => copyInto(tx, table, names, [[orgId, ...rest]])
    await expect(inTransaction(db, orgId, copy)).rejects.toThrow(message)
    const again = await inTransaction(db, orgId, (tx) => one(tx, sql<{ n: number }>`select 1 as n`))
    expect(again?.n).toBe(1)
  })

  test('more rows than one chunk holds', async () => {
    const orgId = await org()
    const many = function* () {
      for (let i = 0; i < 20_000; i++) yield [orgId, uuidv7(), '线索'.repeat(5)]
    }
    const copied = inTransaction(db, orgId, (tx) => copyInto(tx, 'things', ['org_id', 'id', 'words'], many()))
    expect(await copied).toBe(20_000)
  })
})

const bodyOf = (each: readonly unknown[]) => each[columns.indexOf('body') - 2]

/**
 * The text PostgreSQL gives each value as jsonb. Bodies are compared as such, for V8 13.6 reads one wrongly:
 * JSON.parse takes a key `"` for the key `\` once it has seen an object with the latter.
 */
async function asPostgresWrites(tx: Tx, bodies: readonly unknown[]): Promise<(string | null)[]> {
  const texts = bodies.map((body) => (body === null ? null : JSON.stringify(body)))
  const read = await rows(
    tx,
    sql<{ body: string | null }>`select body::jsonb::text as body
    from unnest(${texts}::text[]) with ordinality as t (body, place) order by place`,
  )
  return read.map(({ body }) => body)
}

// PostgreSQL has no zero byte in text, and neither it nor UTF-8 has half a surrogate pair.
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({
      unit: fc.constantFrom('\\', '\t', '\n', '\r', '"', "'", '{', '}', ',', 'N', '\\N', '\\.', ' ', '线'),
    }),
    fc.constantFrom('', '\\N', '\\.', 'NULL', 'null', '\b\f\v', '\u2028', '{}', '"'),
  )
  .map((made) => made.replaceAll('\0', ''))
const orNull = <T>(made: fc.Arbitrary<T>) => fc.option(made, { nil: null })
const json = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.array(text),
  fc.dictionary(
    text.filter((key) => key !== '__proto__'),
    orNull(text),
  ),
)
const moment = fc.date({ min: new Date('1900-01-01Z'), max: new Date('2999-01-01Z'), noInvalidDate: true })

const thing = fc.tuple(
  orNull(text),
  orNull(fc.array(orNull(text), { maxLength: 4 })),
  orNull(fc.array(fc.uuid(), { maxLength: 3 })),
  orNull(json),
  orNull(fc.uint8Array().map((bytes) => Buffer.from(bytes))),
  orNull(moment.map((at) => at.toISOString().slice(0, 10))),
  orNull(moment),
  orNull(fc.maxSafeInteger()),
  orNull(fc.boolean()),
)
