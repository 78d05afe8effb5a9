import { describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { later, now, territoryHouse } from '../../../test/territory.ts'
import { inTransaction } from '../../db/db.ts'
import { end, unplan } from '../../rooms/territory/service.ts'
import { pointedAt } from '../../rooms/territory/store.ts'
import { termsAt } from '../../rooms/territory/store/terms.ts'

const testing = await testDb()
const { db, org } = testing
const house = () => territoryHouse(testing)

describe('a territory', () => {
  test('answers whose a region was on a past day, after it was redrawn and given away', async () => {
    const { draw, haidian, rep, mate, stranger, give, to, whose, within } = await house()
    await draw(
      { territoryId: haidian, name: '海淀西', regions: ['110108'], userIds: [mate.userId] },
      later(10),
    )
    await give({ items: [to(haidian, stranger)] }, later(20))
    expect((await whose('110108', later(5)))?.userIds).toEqual([rep.userId])
    expect((await whose('110108', later(19)))?.userIds).toEqual([stranger.userId]) // a deal that waited
    expect((await whose('110108', later(12)))?.userIds).toEqual([mate.userId])
    expect((await whose('110108', later(21)))?.userIds).toEqual([stranger.userId])
    const names = await within(async (tx) => (await termsAt(tx, later(5))).map(({ name }) => name))
    expect(names).toContain('海淀')
    expect(names).not.toContain('海淀西')
  })

  test('says why it points at somebody, and at nobody where nobody is', async () => {
    const { whose, beijing, stranger, org2 } = { ...(await house()), org2: await org() }
    expect(await whose('110105', now)).toEqual({
      userIds: [stranger.userId],
      teamId: null,
      because: { territoryId: beijing, name: '北京', region: '11', area: null, rival: null },
    })
    expect(await whose('44', now)).toBeUndefined()
    const none = await inTransaction(db, org2, (tx) =>
      pointedAt(tx, [{ ref: 'x', facts: { region: '11' } }], { now, day: '' }),
    )
    expect(none.size).toBe(0)
  })

  test('is refused where it overlaps, is empty, has nobody, or lies in the past', async () => {
    const { draw, rep, admin } = await house()
    const userIds = [rep.userId]
    await expect(draw({ name: '新', regions: ['31'], userIds })).rejects.toMatchObject({
      code: 'territory.overlap',
      params: { what: '上海市', other: '上海' },
    })
    await draw({ name: '新', regions: ['31'], userIds, evenSo: true })
    await expect(draw({ name: '新', userIds })).rejects.toMatchObject({ code: 'territory.empty' })
    await expect(draw({ name: '新', regions: ['44'] })).rejects.toMatchObject({ code: 'territory.no_reps' })
    await expect(draw({ name: '新', regions: ['99'], userIds })).rejects.toMatchObject({
      code: 'territory.unknown_region',
    })
    await expect(draw({ name: '新', regions: ['44'], userIds, from: '2026-03-01' })).rejects.toMatchObject({
      code: 'territory.past',
    })
    await expect(
      draw({ name: '新', regions: ['44'], userIds, from: '2026-03-05', to: '2026-03-05' }),
    ).rejects.toMatchObject({ code: 'territory.order' })
    const areas = [{ field: 'custom.park', match: 'is' as const, words: ['x'] }]
    await expect(draw({ name: '新', areas, userIds: [admin.userId] })).rejects.toMatchObject({
      code: 'territory.field',
    })
  })

  test('is drawn by a manager for their own people only', async () => {
    const { draw, manager, rep, stranger, give, to, haidian, shanghai } = await house()
    await draw({ name: '天津', regions: ['12'], userIds: [rep.userId] }, now, manager)
    await expect(
      draw({ name: '广东', regions: ['44'], userIds: [stranger.userId] }, now, manager),
    ).rejects.toMatchObject({ code: 'territory.not_yours' })
    await give({ items: [to(shanghai, rep)] }, now, manager)
    await expect(give({ items: [to(haidian, stranger)] }, now, manager)).rejects.toMatchObject({
      code: 'territory.not_yours',
    })
  })

  test('changes on a planned day, which can be taken back, and ends', async () => {
    const { draw, haidian, rep, mate, whose, within, when } = await house()
    await draw({
      territoryId: haidian,
      name: '海淀',
      regions: ['110108'],
      userIds: [mate.userId],
      from: '2026-03-10',
    })
    const [before, after] = [new Date('2026-03-09T15:59:59Z'), new Date('2026-03-09T16:00:00Z')]
    expect((await whose('110108', before))?.userIds).toEqual([rep.userId])
    expect((await whose('110108', after))?.userIds).toEqual([mate.userId])
    await within((tx) => unplan(tx, { territoryId: haidian, from: after }, when()))
    expect((await whose('110108', after))?.userIds).toEqual([rep.userId])
    await within((tx) => end(tx, { territoryId: haidian, from: '2026-03-10' }, when()))
    expect((await whose('110108', before))?.because['name']).toBe('海淀')
    expect((await whose('110108', after))?.because['name']).toBe('北京')
  })
})
