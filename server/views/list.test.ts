import { describe, expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { program } from '../../test/house.ts'
import { company, type Planted, share } from '../../test/leads.ts'
import { inTransaction } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { insertRows } from '../db/write.ts'
import type { Caller } from '../people/caller.ts'
import { countLeads, type Listing, listLeads } from './list.ts'
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
const count = (caller: Caller, query: Partial<Listing> = {}) =>
  inTransaction(db, caller.orgId, (tx) => countLeads(tx, caller, { query, lang: 'zh', now: new Date() }))
const condition = (...all: object[]) => JSON.stringify({ all })
const namesOf = async (listed: ReturnType<typeof list>) =>
  (await listed).items.map(({ name }) => name ?? '').sort()

/** One lead in every place a scope tells apart. */
async function placed() {
  const orgId = await org()
  const house = await company(db, orgId)
  const held = (name: string, kind: 'rep' | 'pool', id: string): Planted => ({ name, holder: { kind, id } })
  const [, , , , , , shared] = await house.plant([
    held('甲', 'rep', house.rep.userId),
    held('乙', 'rep', house.mate.userId),
    held('丙', 'rep', house.stranger.userId),
    { ...held('丁', 'pool', house.poolA), phone: '+8613800131234', email: 'ding@qq.com', wechat: 'ding_88' },
    held('戊', 'pool', house.poolB),
    { name: '己', holder: { kind: 'quarantine' } },
    { name: '庚', holder: { kind: 'closed' }, closedAs: 'lost', stage: 'lost' },
    { name: '辛', holder: { kind: 'closed' }, closedAs: 'lost', stage: 'lost' },
  ])
  await share(db, orgId, { leadIds: [shared as string], userId: house.rep.userId })
  return { orgId, ...house }
}

describe('a list', () => {
  test('holds what the caller’s scope holds, whoever asks and however it is sorted', async () => {
    const { orgId, rep, mate, stranger, manager, marketer, admin } = await placed()
    const all = ['丁', '丙', '乙', '己', '庚', '戊', '甲', '辛']
    const hidden = all.map((name) => `${name}*`)
    const expected: [Caller, string[]][] = [
      [rep, ['丁', '庚', '甲']],
      [mate, ['丁', '乙']],
      [stranger, ['丙', '戊']],
      [manager, ['丁', '乙', '己', '庚', '甲']],
      [marketer, hidden],
      [admin, all],
      [program(orgId, ['leads:read']), all],
      [program(orgId, ['leads:write']), []],
    ]
    for (const [caller, names] of expected) {
      for (const sort of Object.keys(sorts) as SortName[]) {
        for (const order of ['asc', 'desc'] as const)
          expect(await namesOf(list(caller, { sort, order }))).toEqual(names.toSorted())
      }
      expect(await count(caller)).toEqual({ count: names.length, exact: true })
    }
  })

  test('of another organisation is empty', async () => {
    const { admin } = await placed()
    const elsewhere = await org()
    expect(await namesOf(list({ ...admin, orgId: elsewhere }))).toEqual([])
  })

  test('masks contacts where the scope does', async () => {
    const { rep, marketer, manager, poolA } = await placed()
    const dim = { masked: true, phone: '138****1234', email: 'd***@qq.com', wechat: '***', name: '丁' }
    expect((await list(rep, { pool: poolA })).items).toMatchObject([dim])
    expect((await list(manager, { pool: poolA })).items).toMatchObject([
      { masked: false, phone: '+8613800131234' },
    ])
    const hidden = (await list(marketer, { pool: poolA })).items
    expect(hidden).toMatchObject([{ masked: true, name: '丁*', phone: '***', email: '***', wechat: '***' }])
  })

  test('is narrowed by pool, by kind of holder and by a condition on the holder', async () => {
    const { admin, rep, manager, marketer, poolA, poolB, stranger } = await placed()
    expect(await namesOf(list(admin, { pool: poolB }))).toEqual(['戊'])
    expect(await namesOf(list(rep, { pool: poolB }))).toEqual([])
    expect(await namesOf(list(rep, { holder: 'rep' }))).toEqual(['甲'])
    expect(await namesOf(list(rep, { holder: 'closed' }))).toEqual(['庚'])
    expect(await namesOf(list(admin, { holder: 'closed' }))).toEqual(['庚', '辛'])
    expect(await namesOf(list(manager, { holder: 'quarantine' }))).toEqual(['己'])
    const theirs = condition({ field: 'holder', op: 'is', value: stranger.userId.toUpperCase() })
    expect(await namesOf(list(admin, { condition: theirs }))).toEqual(['丙'])
    expect(await namesOf(list(manager, { condition: theirs }))).toEqual([])
    expect(await namesOf(list(rep, { condition: condition({ field: 'holder', op: 'is_me' }) }))).toEqual([
      '甲',
    ])
    const pooled = condition({ field: 'holderKind', op: 'one_of', value: ['pool', 'closed'] })
    expect(await namesOf(list(admin, { condition: pooled }))).toEqual(['丁', '庚', '戊', '辛'])
    expect(await namesOf(list(marketer, { condition: pooled, holder: 'pool', pool: poolA }))).toEqual(['丁*'])
    expect(await count(admin, { condition: pooled })).toEqual({ count: 4, exact: true })
  })

  test('tells nothing of a hidden value through a condition, a search or the order', async () => {
    const { rep, manager, marketer, admin } = await placed()
    const by = (field: string, op: string, value?: string) => condition({ field, op, value })
    const starts = by('phone', 'starts_with', '+861380013')
    expect(await namesOf(list(rep, { condition: starts }))).toEqual([])
    expect(await count(rep, { condition: starts })).toEqual({ count: 0, exact: true })
    expect(await namesOf(list(marketer, { condition: starts }))).toEqual([])
    expect(await namesOf(list(manager, { condition: starts }))).toEqual(['丁'])
    expect(await namesOf(list(rep, { condition: JSON.stringify({ not: JSON.parse(starts) }) }))).toEqual([
      '庚',
      '甲',
    ])
    expect(await namesOf(list(rep, { condition: by('name', 'is', '丁') }))).toEqual(['丁'])
    expect(await namesOf(list(marketer, { condition: by('name', 'is', '丁') }))).toEqual([])
    // Whether there is a phone is seen by everybody.
    expect(
      await namesOf(list(rep, { condition: JSON.stringify({ not: JSON.parse(by('phone', 'is_empty')) }) })),
    ).toEqual(['丁'])
    for (const q of ['1380013', '1234', '31234', 'ding@qq.com', 'ding_88']) {
      expect([q, await namesOf(list(rep, { q }))]).toEqual([q, []])
      expect([q, await namesOf(list(admin, { q }))]).toEqual([q, ['丁']])
    }
    expect(await namesOf(list(rep, { q: '13800131234' }))).toEqual(['丁'])
    expect(await namesOf(list(rep, { q: '丁' }))).toEqual(['丁'])
    expect(await namesOf(list(marketer, { q: '丁' }))).toEqual([])
    const { items, next } = await list(marketer, { sort: 'name', order: 'asc', limit: 2 })
    const more = await list(marketer, { sort: 'name', order: 'asc', cursor: next ?? '' })
    const byName = [...items, ...more.items].map(({ leadId }) => leadId)
    const byArrival = (await list(marketer, { order: 'asc' })).items.map(({ leadId }) => leadId)
    expect(byName).toEqual(byArrival)
  })

  test('of a personal custom field is as careful', async () => {
    const orgId = await org()
    const { rep, poolA, plant } = await company(db, orgId)
    const field = [orgId, uuidv7(), 'idcard', 'text', '身份证', 'Id card', [], false, true, 0, new Date()]
    const columns = [
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
    await inTransaction(db, orgId, (tx) => insertRows(tx, 'field', columns, [field]))
    await plant([
      {
        name: '丁',
        attrs: { idcard: '110', other: 'call 13800138000' },
        holder: { kind: 'pool', id: poolA },
      },
    ])
    const asked = condition({ field: 'custom.idcard', op: 'starts_with', value: '1' })
    expect((await list(rep, { condition: asked })).items).toEqual([])
    expect((await list(rep)).items).toMatchObject([{ custom: { idcard: '***', other: 'call ***' } }])
  })
})

describe('counting', () => {
  test('is exact up to 10,000 and an estimate beyond', async () => {
    const { admin, rep, plant } = await company(db, await org())
    await plant(Array.from({ length: 10_000 }, () => ({ holder: { kind: 'rep' as const, id: rep.userId } })))
    expect(await count(admin)).toEqual({ count: 10_000, exact: true })
    await plant([{}])
    const beyond = await count(admin)
    expect(beyond.exact).toBe(false)
    expect(beyond.count).toBeGreaterThanOrEqual(10_000)
    expect(await count(rep)).toEqual({ count: 10_000, exact: true })
  })
})

describe('a name many have', () => {
  test('is found in scope among thousands', async () => {
    const { admin, rep, manager, poolB, plant } = await company(db, await org())
    const many = Array.from({ length: 5_100 }, (_, i): Planted => ({
      name: `王${i}`,
      holder: i % 100 === 0 ? { kind: 'rep', id: rep.userId } : { kind: 'pool', id: poolB },
      arrivedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, i)),
    }))
    await plant([...many, { name: '李四', holder: { kind: 'rep', id: rep.userId } }])
    for (const caller of [rep, manager]) {
      expect((await list(caller, { q: '王', limit: 50 })).items.map(({ name }) => name)).toEqual(
        many
          .filter((_, i) => i % 100 === 0)
          .map(({ name }) => name)
          .toReversed()
          .slice(0, 50),
      )
      expect(await count(caller, { q: '王' })).toEqual({ count: 51, exact: true })
    }
    expect(await count(admin, { q: '王' })).toEqual({ count: 5_100, exact: true })
    expect((await list(admin, { q: '王', sort: 'score' })).items).toHaveLength(50)
  })
})
