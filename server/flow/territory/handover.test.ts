import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { later, now, territoryHouse } from '../../../test/territory.ts'
import { one, rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { moveLeads } from '../../lead/hold.ts'
import { lockLoads } from '../../lead/load.ts'
import { pointedAt } from '../../rooms/territory/store.ts'
import { listHandovers } from '../../rooms/territory/store/handovers.ts'
import { cancelHandover, carryOut, previewHandover } from './handover.ts'

const testing = await testDb()
const house = () => territoryHouse(testing)

describe('a hand-over', () => {
  test('moves the area’s open leads of its former reps, no others, as the preview says', async () => {
    const { leadsOf, rep, mate, stranger, haidian, give, to, within, when, heldBy, load } = await house()
    await leadsOf(rep, '110108', 5)
    await leadsOf(rep, '110105', 2) // with the rep, in another's territory
    await leadsOf(stranger, '110108', 1) // in the territory, with another
    const wish = { items: [to(haidian, mate, stranger)] }
    const foreseen = await within((tx) => previewHandover(tx, wish, when()))
    expect(foreseen.total).toBe(5)
    expect(await heldBy(rep)).toBe(7)
    const { moved, state } = await give(wish)
    expect(state).toBe('done')
    expect(moved).toEqual(foreseen.moves)
    expect(await heldBy(rep, '110108')).toBe(0)
    expect(await heldBy(rep, '110105')).toBe(2)
    const got = [await heldBy(mate), ((await heldBy(stranger)) ?? 0) - 1]
    expect(got.toSorted((a, b) => Number(a) - Number(b))).toEqual([2, 3])
    for (const who of [rep, mate, stranger]) expect(await load(who)).toBe(await heldBy(who))
    const after = new Map(foreseen.reps.map((each) => [each.userId, each.after]))
    for (const who of [rep, mate, stranger]) expect(after.get(who.userId)).toBe(await heldBy(who))
  })

  test('tells everybody concerned once, and leaves a trail on each lead', async () => {
    const { leadsOf, rep, mate, haidian, give, to, within, orgId } = await house()
    const [leadId] = await leadsOf(rep, '110108', 8)
    const { handoverId } = await give({ items: [to(haidian, mate)] })
    const told = await within((tx) =>
      rows(
        tx,
        sql<{
          userId: string
          kind: string
          count: number
        }>`select user_id, kind, (data ->> 'count')::int as count
          from notice where org_id = ${orgId} order by kind`,
      ),
    )
    expect(told).toEqual([
      { userId: mate.userId, kind: 'leads.area_came', count: 8 },
      { userId: rep.userId, kind: 'leads.area_went', count: 8 },
    ])
    const event = await within((tx) =>
      one(
        tx,
        sql<{ data: Record<string, unknown> }>`select data from lead_event
          where org_id = ${orgId} and lead_id = ${leadId} and kind = 'areaHanded'`,
      ),
    )
    expect(event?.data).toMatchObject({ handoverId, territoryId: haidian, territory: '海淀' })
  })

  test('swaps two areas at once', async () => {
    const { leadsOf, rep, mate, haidian, shanghai, give, to, heldBy, whose } = await house()
    await leadsOf(rep, '110108', 4)
    await leadsOf(mate, '310115', 6)
    await give({ items: [to(haidian, mate), to(shanghai, rep)] })
    expect([await heldBy(rep, '110108'), await heldBy(mate, '110108')]).toEqual([0, 4])
    expect([await heldBy(rep, '31'), await heldBy(mate, '31')]).toEqual([6, 0])
    expect((await whose('310115', now))?.userIds).toEqual([rep.userId])
  })

  test('of a later day is carried out once, by however many at once', async () => {
    const { leadsOf, rep, mate, haidian, give, to, heldBy, within, orgId } = await house()
    await leadsOf(rep, '110108', 30)
    const { state } = await give({ items: [to(haidian, mate)], from: '2026-03-10' })
    expect(state).toBe('planned')
    expect(await within((tx) => carryOut(tx, new Date('2026-03-09T15:59:00Z')))).toBe(0)
    expect(await heldBy(rep)).toBe(30)
    const due = new Date('2026-03-09T16:00:05Z')
    const done = await Promise.all(Array.from({ length: 6 }, () => within((tx) => carryOut(tx, due))))
    expect(done.reduce((total, each) => total + each, 0)).toBe(1)
    expect(await heldBy(mate)).toBe(30)
    const events = await within((tx) =>
      one(
        tx,
        sql<{
          n: number
        }>`select count(*)::int as n from lead_event where org_id = ${orgId} and kind = 'areaHanded'`,
      ),
    )
    expect(events?.n).toBe(30)
    expect(await within(async (tx) => (await listHandovers(tx))[0]?.moved)).toEqual([
      { territoryId: haidian, from: rep.userId, to: mate.userId, leads: 30 },
    ])
  })

  test('that was broken off before it was written is carried out whole the next time', async () => {
    const { leadsOf, rep, mate, haidian, give, to, heldBy, within } = await house()
    await leadsOf(rep, '110108', 5)
    await give({ items: [to(haidian, mate)], from: '2026-03-10' })
    const due = new Date('2026-03-09T16:00:05Z')
    const died = within(async (tx) => {
      await carryOut(tx, due)
      throw new Error('the server dies')
    })
    await expect(died).rejects.toThrow('the server dies')
    expect(await heldBy(rep)).toBe(5)
    expect(await within((tx) => carryOut(tx, due))).toBe(1)
    expect(await heldBy(mate)).toBe(5)
  })

  test('that is planned can be taken back, and stands in the way of other changes until then', async () => {
    const { draw, rep, mate, haidian, give, to, whose, within, when } = await house()
    const wish = { items: [to(haidian, mate)], from: '2026-03-10' }
    const { handoverId } = await give(wish)
    const after = new Date('2026-03-12T00:00:00Z')
    expect((await whose('110108', after))?.userIds).toEqual([mate.userId])
    const redrawn = { territoryId: haidian, name: '海淀', regions: ['110108'], userIds: [rep.userId] }
    await expect(draw(redrawn)).rejects.toMatchObject({ code: 'territory.handed' })
    await expect(give({ items: [to(haidian, mate)] })).rejects.toMatchObject({
      code: 'territory.planned_after',
    })
    await within((tx) => cancelHandover(tx, handoverId, when()))
    expect((await whose('110108', after))?.userIds).toEqual([rep.userId])
    await expect(within((tx) => cancelHandover(tx, handoverId, when()))).rejects.toMatchObject({
      code: 'territory.handover_over',
    })
    await draw(redrawn)
    expect(await within((tx) => carryOut(tx, after))).toBe(0)
  })

  test('refuses whom nobody knows there, one twice, and nobody to give it to', async () => {
    const { mate, haidian, give, to } = await house()
    await expect(give({ items: [to(uuidv7(), mate)] })).rejects.toMatchObject({ code: 'territory.gone' })
    await expect(give({ items: [to(haidian, mate), to(haidian, mate)] })).rejects.toMatchObject({
      code: 'territory.twice',
    })
    await expect(give({ items: [to(haidian)] })).rejects.toMatchObject({ code: 'territory.no_reps' })
  })

  test('leaves no lead with the former rep, however many are dealt meanwhile', async () => {
    const { plant, leadsOf, rep, mate, haidian, give, to, heldBy, load, within, orgId } = await house()
    await leadsOf(rep, '110108', 200)
    const waiting = await plant(Array.from({ length: 60 }, () => ({})))
    await within((tx) =>
      rows(
        tx,
        sql`update lead set region = '110108' where org_id = ${orgId} and lead_id = any(${waiting}::uuid[])`,
      ),
    )
    /** Deals one lead as the flow does: asks whose it is, locks their loads, gives it. */
    const deal = (leadId: string, at: Date) =>
      within(async (tx) => {
        const found = await pointedAt(tx, [{ ref: leadId, facts: { region: '110108' } }], {
          now: at,
          day: '',
        })
        const userId = found.get(leadId)?.userIds[0] as string
        await lockLoads(tx, [userId], '2026-03-02')
        await rows(tx, sql`select pg_sleep(0.01)`)
        await moveLeads(
          tx,
          [
            {
              leadId,
              from: { kind: 'waiting', id: null },
              to: { kind: 'rep', id: userId },
              kind: 'assigned',
            },
          ],
          { now: at, day: '2026-03-02', actor: { kind: 'system', id: null }, quiet: true },
        )
        return userId
      })
    // Some deals are under way, the hand-over is of a later moment than those that wait for it, more follow.
    const dealt = waiting.slice(0, 12).map((leadId) => deal(leadId, later(1)))
    const handed = give({ items: [to(haidian, mate)] }, later(2))
    dealt.push(...waiting.slice(12).map((leadId) => deal(leadId, later(1))))
    const who = new Set(await Promise.all(dealt))
    await handed
    expect(who).toEqual(new Set([rep.userId, mate.userId]))
    expect(await heldBy(rep)).toBe(0)
    expect(await heldBy(mate)).toBe(260)
    expect(await load(mate)).toBe(260)
  })
})
