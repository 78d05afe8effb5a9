import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withSpares } from './fields.ts'
import { kindNames, kindOf } from './kinds.ts'
import { noCorpus } from './kinds/kind.ts'
import { likelihood } from './likelihood.ts'
import { probabilityOf } from './model.ts'
import { scan } from './scan.ts'
import { edits, jaroWinkler } from './strings.ts'
import { type Given, tableOf } from './table.ts'

const words = fc.constantFrom(
  '张明',
  '张小明',
  '章明',
  '张总',
  'Zhang Ming',
  'robert allen',
  'rob allen',
  'Allen, Robert',
  '上海华信科技有限公司',
  '华信科技',
  '北京华信科技有限公司',
  '上海华信科技有限公司第二分公司',
  '13800138000',
  '+86 138 0013 8001',
  'a.b@qq.com',
  'a.c@qq.com',
  '1971-06-24',
  '1971-05-24',
  '42',
  '1,042.5',
  '110108',
  '1101',
  '12 ventura blvd.',
  '12 Ventura Boulevard',
  '',
  '-',
)
const value = fc.oneof(words, fc.string({ maxLength: 12 }))

describe.each(kindNames)('%s', (name) => {
  const kind = kindOf(name)
  test('comparing is symmetric, knows a value again, and stays within its levels', () => {
    fc.assert(
      fc.property(value, value, (x, y) => {
        const [a, b] = [kind.prepare(x, noCorpus), kind.prepare(y, noCorpus)]
        if (a === null || b === null) return
        const level = kind.compare(a, b)
        expect(level).toBeGreaterThanOrEqual(1)
        expect(level).toBeLessThanOrEqual(kind.levels.length)
        expect(kind.compare(b, a)).toBe(level)
        expect(kind.compare(a, a)).toBeLessThanOrEqual(2)
      }),
    )
  })
  test('its first guess of m is a distribution over its levels', () => {
    expect(kind.begin).toHaveLength(kind.levels.length)
    expect(kind.begin.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6)
  })
})

test('edits are a distance told up to its limit; Jaro–Winkler is as published', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 9 }),
      fc.string({ maxLength: 9 }),
      fc.integer({ min: 0, max: 9 }),
      (a, b, most) => {
        const all = edits(a, b, 20)
        expect(edits(a, b, most)).toBe(Math.min(all, most + 1))
        expect(edits(b, a, 20)).toBe(all)
        expect(all === 0).toBe(a === b)
      },
    ),
  )
  // Winkler 1990, table 1
  expect(jaroWinkler('MARTHA', 'MARHTA')).toBeCloseTo(0.961, 3)
  expect(jaroWinkler('DWAYNE', 'DUANE')).toBeCloseTo(0.84, 3)
  expect(jaroWinkler('DIXON', 'DICKSONX')).toBeCloseTo(0.813, 3)
})

const surnames = [...'王李张刘陈杨黄赵吴周']
/** Strangers, and behind them second records of the first few with one thing changed. */
function records(size: number, doubles: number): Record<string, string | null>[] {
  const strangers = Array.from({ length: size }, (_, i) => ({
    name: `${surnames[i % 10]}${'伟芳敏静强磊军'.charAt((i * 3) % 7)}${'一二三四五六七八九'.charAt((i * 5) % 9)}`,
    phone: `138${String((i * 7_654_321) % 100_000_000).padStart(8, '0')}`,
    email: `u${i * 31}@m${i % 5}.com`,
    day: `19${50 + (i % 40)}-0${1 + (i % 9)}-1${i % 10}`,
  }))
  const again = strangers
    .slice(0, doubles)
    .map((one, i) => (i % 2 ? { ...one, phone: null } : { ...one, email: null }))
  return [...strangers, ...again]
}
const columns = (rows: readonly Record<string, string | null>[]): Given[] =>
  (['name', 'phone', 'email', 'day'] as const).map((field) => ({
    field,
    type: field === 'day' ? 'date' : field,
    values: rows.map((row) => row[field] ?? null),
  }))
const scanned = (rows: readonly Record<string, string | null>[]) => scan(tableOf(columns(rows), rows.length))

test('doubles are found, and the order of the rows does not matter', () => {
  const rows = records(60, 15)
  const wanted = Array.from({ length: 15 }, (_, i) => [i, 60 + i])
  expect(scanned(rows).clusters).toEqual(wanted)
  fc.assert(
    fc.property(
      fc.shuffledSubarray(
        rows.map((_, i) => i),
        { minLength: rows.length },
      ),
      (order) => {
        const { clusters } = scanned(order.map((i) => rows[i]!))
        const back = clusters.map((cluster) => cluster.map((row) => order[row]!).toSorted((a, b) => a - b))
        expect(back.toSorted((a, b) => a[0]! - b[0]!)).toEqual(wanted)
      },
    ),
    { numRuns: 5 },
  )
})

const { model } = scanned(records(60, 15))
const any = fc.record({
  name: fc.option(value),
  phone: fc.option(value),
  email: fc.option(value),
  day: fc.option(value),
})

test('one look-up: symmetric, the evidence sums to the odds, and what is missing adds nothing', () => {
  fc.assert(
    fc.property(any, any, (a, b) => {
      const there = likelihood(model, a, b)
      expect(likelihood(model, b, a)).toEqual(there)
      const bits = there.evidence.reduce((sum, { weight }) => sum + weight, there.prior)
      expect(probabilityOf(bits)).toBeCloseTo(there.probability, 9)
      for (const field of ['name', 'phone', 'email', 'day'] as const) {
        if (a[field] && b[field]) continue
        expect(there.evidence.some((each) => each.field === field)).toBe(false)
      }
    }),
  )
  expect(likelihood(model, {}, {}).evidence).toEqual([])
  expect(
    likelihood(model, { name: '王伟一', phone: '13800000000' }, { name: '王伟一', phone: '13800000000' })
      .probability,
  ).toBeGreaterThan(0.9)
})

test('colleagues who share all that goes with their firm are not one person', () => {
  const firms = Array.from({ length: 30 }, (_, i) => ({
    company: `北京${'天地玄黄宇宙洪荒日月'.charAt(i % 10)}${'甲乙丙'.charAt(i % 3)}${'云海山'.charAt((i * 7) % 3)}科技有限公司`,
    address: `北京市海淀区${'清华学府中关村知春'.charAt(i % 9)}${'东西南'.charAt(i % 3)}路${i * 3 + 1}号`,
    phone: `010-62${String(i * 34_567 + 100_000).slice(0, 6)}`,
  }))
  // Three of each firm, no two of one surname
  const names = records(90, 0).map(({ name }) => name!)
  const rows = names.map((_, i) => ({ name: names[(i + Math.floor(i / 30)) % 90]!, ...firms[i % 30]! }))
  const given: Given[] = (['name', 'company', 'phone'] as const).map((field) => ({
    field,
    type: field,
    values: rows.map((row) => row[field]),
  }))
  given.push({ field: 'address', type: 'text', values: rows.map(({ address }) => address) })
  expect(scan(tableOf(given, rows.length)).clusters).toEqual([])
})

test('a company is not its branch, nor one of its core elsewhere; another writing of it is the same', () => {
  const kind = kindOf('company')
  const level = (a: string, b: string) =>
    kind.levels[kind.compare(kind.prepare(a, noCorpus), kind.prepare(b, noCorpus)) - 1]
  const whole = '上海青禾网络科技有限公司'
  expect(level(whole, '上海青禾网络科技有限公司第二分公司')).toBe('branch')
  expect(level('上海青禾网络科技有限公司第一分公司', '上海青禾网络科技有限公司第二分公司')).toBe('branch')
  expect(level(whole, '北京青禾网络科技有限公司')).toBe('elsewhere')
  expect(level(whole, '上海青禾網絡科技有限公司')).toBe('same')
  expect(level(whole, '青禾网络科技')).toBe('core')
  expect(level(whole, '上海禾青网络科技有限公司')).toBe('near')
  expect(level('上海荣协贸易有限公司', '上海荣乐贸易有限公司')).toBe('like')
  expect(level('南京达达科技有限公司', '南京亘达科技有限公司')).toBe('like')
  expect(level('上海明大物业有限公司', '上海明大物流有限公司')).toBe('like')
  expect(level('武汉天润实业有限公司', '武汉天润泽实业有限公司')).toBe('like')
  // Slips, of which one side is no word
  expect(level('上海青禾网络科技有限公司', '上海青禾网路科技有限公司')).toBe('near')
  expect(level('上海青禾网络科技有限公司', '上海青禾网络络科技有限公司')).toBe('near')
  expect(level('上海青禾网络科技有限公司', '上海青禾网科技有限公司')).toBe('near')
})

test('a place is compared as the place it is, whatever its rank and what it lies within', () => {
  const kind = kindOf('company')
  const level = (a: string, b: string) =>
    kind.levels[kind.compare(kind.prepare(a, noCorpus), kind.prepare(b, noCorpus)) - 1]
  const whole = '苏州青禾网络科技有限公司'
  expect(level(whole, '江苏省苏州市青禾网络科技有限公司')).toBe('core')
  expect(level(whole, '江苏青禾网络科技有限公司')).toBe('core')
  expect(level(whole, '青禾网络科技(苏州市)有限公司')).toBe('core')
  expect(level(whole, '江苏省南京市青禾网络科技有限公司')).toBe('elsewhere')
})

/** So many companies in ten cities, every third of them a second time without its form, and these. */
function companies(more: readonly (readonly [string, string])[]): Given[] {
  const cities = ['苏州', '南京', '无锡', '常州', '南通', '扬州', '徐州', '泰州', '镇江', '宿迁']
  const some = Array.from({ length: 300 }, (_, i): [string, string] => {
    const brand = `${'云海山川禾木石金林泉'.charAt(i % 10)}${'润达通源盛和'.charAt(Math.floor(i / 10) % 6)}${'吉祥如意安'.charAt(Math.floor(i / 60))}`
    return [`${cities[i % 10]}${brand}科技有限公司`, `32${String((i % 10) + 1).padStart(2, '0')}`]
  })
  const again = some
    .filter((_, i) => i % 3 === 0)
    .map(([name, place]): [string, string] => [name.replace('有限公司', ''), place])
  const all = [...some, ...again, ...more]
  return [
    { field: 'company', type: 'company', values: all.map(([name]) => name) },
    { field: 'region', type: 'region', values: all.map(([, place]) => place) },
  ]
}

test('companies of one core that name two places are never one, nor a company and its branch, nor by way of a third', () => {
  const core = '天禾汽车出租有限公司'
  const given = companies([
    [`卢氏县${core}`, '4112'],
    [`义马市${core}`, '4112'],
    // Says no place, so that it may be either
    [core, '4112'],
    [`卢氏县${core}第二分公司`, '4112'],
    ['三门峡荣协贸易有限公司', '4112'],
    ['三门峡荣乐贸易有限公司', '4112'],
  ])
  const { edges, clusters } = scan(tableOf(given, 406))
  const [first, second, third] = [400, 401, 402]
  const together = clusters.filter((cluster) => cluster.some((row) => row >= 400))
  expect(together).toHaveLength(1)
  expect([[first, third].join(), [second, third].join()]).toContain(together[0]!.join())
  expect(clusters).toHaveLength(101)
  // What only looks alike is asked about
  expect(edges.some(({ a, b }) => a === 404 && b === 405)).toBe(true)
})

test('of several phones or mailboxes the two most alike count, and each is looked up', () => {
  const { prepare, compare, keys, levels } = kindOf('phone')
  const of = (value: string) => prepare(value, noCorpus)
  const [two, one, other] = [of('+8613800138000\n+8613912345678'), of('13912345678'), of('+8613555555555')]
  expect(levels[compare(two, one) - 1]).toBe('same')
  expect(levels[compare(one, two) - 1]).toBe('same')
  expect(levels[compare(two, other) - 1]).toBe('other')
  expect(keys(two)).toEqual(expect.arrayContaining([...keys(one)]))
  const lead = { phone: '+8613800138000', email: 'Zhang.Ming@gmail.com' }
  expect(withSpares(lead, ['e:zhangming@gmail.com', 'e:zm@renke.cn', 'p:+8613800138000'])).toEqual({
    phone: '+8613800138000',
    email: 'Zhang.Ming@gmail.com\nzm@renke.cn',
  })
})
