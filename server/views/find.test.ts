import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { company, type Planted, share } from '../../test/leads.ts'
import { inTransaction } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import type { Caller } from '../people/caller.ts'
import { scopeOf, sees } from '../people/scope.ts'
import { type Listing, listLeads } from './list.ts'
import { type SortName, sorts } from './sorts.ts'

const { db, org } = await testDb()

const list = (caller: Caller, query: Partial<Listing> = {}) =>
  inTransaction(db, caller.orgId, (tx) =>
    listLeads(tx, caller, {
      query: { sort: 'arrivedAt', order: 'desc', limit: 50, ...query },
      lang: 'zh',
      now: new Date(),
    }),
  )
describe('paging', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n))
  const few = fc.integer({ min: 0, max: 3 })
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
  const anyLead = fc.record({
    name: maybe(fc.constantFrom('张', '李', 'B', 'a')),
    company: maybe(fc.constantFrom('仁科', '博远')),
    score: few,
    arrivedAt: few.map(day),
    updatedAt: few.map(day),
    dueAt: maybe(few.map(day)),
    nextAt: maybe(few.map(day)),
    lastFollowupAt: maybe(few.map(day)),
  })

  test('visits each lead of the scope exactly once, in order, by every sort, both ways, ties and gaps included', async () => {
    const seats = ['rep', 'mate', 'stranger', 'poolA', 'poolB', 'quarantine', 'closed'] as const
    const anything = fc.array(fc.tuple(anyLead, fc.constantFrom(...seats), fc.boolean()), {
      minLength: 12,
      maxLength: 24,
    })
    await fc.assert(
      fc.asyncProperty(anything, fc.integer({ min: 2, max: 7 }), async (drawn, limit) => {
        const orgId = await org()
        const house = await company(db, orgId)
        const { rep, manager, marketer, admin, mate } = house
        const leads = drawn.map(([lead, seat]): Planted => ({ ...lead, ...heldAt(seat, house) }))
        const ids = await house.plant(leads)
        const shared = ids.filter((_, i) => drawn[i]?.[2])
        await share(db, orgId, { leadIds: shared, userId: rep.userId })
        for (const caller of [rep, mate, manager, marketer, admin]) {
          const scope = await inTransaction(db, orgId, (tx) => scopeOf(tx, caller, new Date()))
          const seen = ids.filter((id, i) => {
            const { kind = 'waiting', id: holderId = null } = leads[i]?.holder ?? {}
            const collaborators = shared.includes(id) ? [rep.userId] : []
            return sees(scope, { holderKind: kind, holderId, collaborators })
          })
          for (const sort of Object.keys(sorts) as SortName[]) {
            for (const order of ['asc', 'desc'] as const) {
              const items = await readAll(caller, { sort, order, limit })
              const where = `${caller.roles.join()} by ${sort} ${order}`
              expect({ where, seen: items.map(({ leadId }) => leadId).toSorted() }).toEqual({
                where,
                seen: seen.toSorted(),
              })
              if (sort !== 'name' && sort !== 'company')
                expectOrder(
                  items.map((item) => item[sort]),
                  order,
                )
            }
          }
        }
      }),
      { numRuns: 2 },
    )
  }, 60_000)

  function heldAt(seat: string, house: Awaited<ReturnType<typeof company>>): Planted {
    if (seat === 'closed') return { holder: { kind: 'closed' }, closedAs: 'lost' }
    if (seat === 'quarantine') return { holder: { kind: 'quarantine' } }
    if (seat === 'poolA' || seat === 'poolB') return { holder: { kind: 'pool', id: house[seat] } }
    return { holder: { kind: 'rep', id: house[seat as 'rep'].userId } }
  }

  async function readAll(caller: Caller, query: Pick<Listing, 'sort' | 'order' | 'limit'>) {
    const items = []
    let cursor: string | undefined
    for (let pages = 0; pages < 100; pages++) {
      const page = await list(caller, { ...query, cursor })
      items.push(...page.items)
      if (!page.next) return items
      expect(page.items).toHaveLength(query.limit)
      cursor = page.next
    }
    throw new Error('it never ends')
  }

  function expectOrder(values: readonly (Date | number | null)[], order: 'asc' | 'desc') {
    const known = values.filter((value) => value !== null).map(Number)
    expect(values.slice(0, known.length)).not.toContain(null)
    expect(known).toEqual(known.toSorted((a, b) => (order === 'asc' ? a - b : b - a)))
  }

  test('sorts names as a Chinese reader looks them up', async () => {
    const { admin, plant } = await company(db, await org())
    await plant(['张三', '阿明', '李四', '博文'].map((name) => ({ name })))
    const { items } = await list(admin, { sort: 'name', order: 'asc' })
    expect(items.map(({ name }) => name)).toEqual(['阿明', '博文', '李四', '张三'])
  })

  test('refuses a cursor that was tampered with or belongs to another order', async () => {
    const { admin, plant } = await company(db, await org())
    await plant([{ dueAt: day(1) }, { dueAt: day(2) }, {}, {}])
    const first = await list(admin, { sort: 'dueAt', limit: 1 })
    const cursor = first.next as string
    const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    const id = uuidv7()
    const bad: [Partial<Listing>, string][] = [
      [{ sort: 'dueAt' }, ''],
      [{ sort: 'dueAt' }, `${cursor.slice(0, -4)}xxxx`],
      [{ sort: 'dueAt', order: 'asc' }, cursor],
      [{ sort: 'score' }, cursor],
      [{ sort: 'dueAt' }, 'not base64 at all!'],
      [{ sort: 'dueAt' }, forged('dueAt', 'desc', false, '2026-02-30T00:00:00.000000Z', id)],
      [{ sort: 'dueAt' }, forged('dueAt', 'desc', false, '0000-01-01T00:00:00.000000Z', id)],
      [{ sort: 'dueAt' }, forged('dueAt', 'desc', false, 'now()', id)],
      [{ sort: 'dueAt' }, forged('dueAt', 'desc', false, null, id)],
      [{ sort: 'dueAt' }, forged('dueAt', 'desc', false, '2026-01-01T00:00:00.000000Z', "' or 1=1")],
      [{ sort: 'score' }, forged('score', 'desc', false, '99999999999999', id)],
      [{ sort: 'score' }, forged('score', 'desc', true, '2026-01-01T00:00:00.000000Z', id)],
      [{ sort: 'name' }, forged('name', 'desc', false, 'a\0b', id)],
    ]
    for (const [query, tampered] of bad)
      await expect(list(admin, { ...query, cursor: tampered })).rejects.toMatchObject({
        code: 'cursor.invalid',
      })
    expect((await list(admin, { sort: 'dueAt', limit: 1, cursor })).items).toHaveLength(1)
  })

  test('refuses a condition that is none, saying what is wrong with it', async () => {
    const { admin } = await company(db, await org())
    for (const bad of ['{', '{"field":"nope","op":"is","value":1}', '[]'])
      await expect(list(admin, { condition: bad })).rejects.toMatchObject({ code: 'condition.invalid' })
  })
})
