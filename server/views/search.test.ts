import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { company, type Planted } from '../../test/leads.ts'
import { inTransaction } from '../db/db.ts'
import type { UserCaller } from '../people/caller.ts'
import { search } from './search.ts'

const { db, org } = await testDb()

const find = (caller: UserCaller, q: string) =>
  inTransaction(db, caller.orgId, (tx) => search(tx, caller, { q, limit: 10, now: new Date() }))
const names = async (caller: UserCaller, q: string) => (await find(caller, q)).items.map(({ name }) => name)

async function searched() {
  const house = await company(db, await org())
  const held = (name: string, holder: UserCaller, more: Planted = {}): Planted => ({
    name,
    holder: { kind: 'rep', id: holder.userId },
    ...more,
  })
  await house.plant([
    held('张明', house.rep, {
      phone: '+8613800138000',
      company: '北京仁科互动网络技术有限公司',
      email: 'zm@qq.com',
      wechat: 'zm_1988',
    }),
    held('章敏', house.rep, { phone: '+8613900008001', company: '明德软件' }),
    held('李四', house.mate, { phone: '+8615000008000' }),
    held('王五', house.stranger, { phone: '+8613700001111', email: 'w5@qq.com' }),
    { name: '公海人', phone: '+8613600002222', holder: { kind: 'pool', id: house.poolA } },
  ])
  return house
}

describe('search', () => {
  test('finds by phone, its end, name, pinyin, initials, company from any place, mail and WeChat', async () => {
    const { rep, manager } = await searched()
    for (const q of [
      '13800138000',
      '138 0013 8000',
      '+86 138-0013-8000',
      '张明',
      '張明',
      'zhangming',
      '互动',
      '仁科',
      '北京仁科互动',
      'rkhd',
      'zm@qq.com',
      'zm_1988',
    ])
      expect([q, await names(rep, q)]).toEqual([q, ['张明']])
    expect(await names(rep, '8000')).toEqual(['张明'])
    expect(new Set(await names(manager, '8000'))).toEqual(new Set(['张明', '李四']))
    expect(new Set(await names(rep, 'zm'))).toEqual(new Set(['张明', '章敏']))
    expect(await names(rep, '没有这个人')).toEqual([])
    expect(await names(rep, '%')).toEqual([])
  })

  test('puts the very phone first, then names, then companies', async () => {
    const { rep, plant } = await searched()
    const mine = { holder: { kind: 'rep' as const, id: rep.userId } }
    await plant([{ ...mine, name: '仁科', arrivedAt: new Date(0) }])
    expect(await names(rep, '仁科')).toEqual(['仁科', '张明'])
  })

  test('outside the scope says of a full phone that it is here, and with whom', async () => {
    const { rep, admin, stranger } = await searched()
    expect(await find(rep, '137 0000 1111')).toEqual({
      items: [],
      exists: { holderKind: 'rep', holderName: '外人' },
    })
    expect(await find(stranger, '13600002222')).toMatchObject({
      items: [],
      exists: { holderKind: 'pool', holderName: '公海' },
    })
    for (const q of ['1111', '1370000', '王五', 'wangwu', 'w5@qq.com'])
      expect([q, await find(rep, q)]).toEqual([q, { items: [], exists: null }])
    expect(await find(admin, '13700001111')).toMatchObject({ items: [{ name: '王五' }], exists: null })
    expect((await find(rep, '13800138000')).exists).toBeNull() // it is theirs
    // A masked lead is not found by what is masked of it.
    for (const q of ['2222', '136000', '36000022']) expect([q, await names(rep, q)]).toEqual([q, []])
    expect((await find(rep, '13600002222')).items).toMatchObject([
      { name: '公海人', masked: true, phone: '136****2222' },
    ])
  })

  test('never answers a lead outside the scope, whatever is typed', async () => {
    const { rep, mate, stranger, marketer } = await searched()
    const known = new Map([
      [rep, ['张明', '章敏', '公海人']],
      [mate, ['李四', '公海人']],
      [stranger, ['王五']],
      [marketer, ['张*', '章*', '李*', '王*', '公**']],
    ])
    const words = fc.constantFrom(
      '张明',
      '李四',
      '王五',
      '137',
      '0000',
      '1111',
      '8000',
      '13700001111',
      'w',
      'wangwu',
      '公海',
      'w5@qq.com',
      '仁科',
      '软件',
      ' ',
    )
    const typed = fc.oneof(
      fc.array(words, { minLength: 1, maxLength: 2 }).map((parts) => parts.join('')),
      fc.string({ maxLength: 12 }),
    )
    await fc.assert(
      fc.asyncProperty(typed, fc.constantFrom(...known.keys()), async (q, caller) => {
        const found = await names(caller, q.replaceAll('\0', '') || ' ')
        expect(known.get(caller)).toEqual(expect.arrayContaining(found))
      }),
      { numRuns: 60 },
    )
  })
})
