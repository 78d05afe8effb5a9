import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../../../rules/fields.ts'
import { areaCodeOf, regionOfAreaCode, unknownPlaces } from './area-codes.ts'
import { clean, type Cleaned, type RawLead } from './clean.ts'
import { judge, readyGate } from './gate.ts'
import { notesOf } from './suggest-noted.ts'
import { sayPattern } from './suggest-words.ts'
import { suggest, type Suggestion } from './suggest.ts'

const context = { fields: [] }
const all = ['name', 'company', 'title', 'phone', 'email', 'wechat', 'region']
const written = (cleaned: Cleaned) => ({
  values: cleaned.values,
  rejected: cleaned.rejectedValues,
  noted: notesOf(cleaned),
})
const of = (raw: RawLead, wanted = all): Suggestion[] => {
  return suggest(written(clean(raw, context)), wanted, context)
}
const first = (raw: RawLead, field: string) => {
  const found = of(raw).find((each) => each.field === field)
  return found && [found.value, found.pattern, found.confidence]
}

describe('suggestions', () => {
  test.each<[RawLead, string, unknown[] | undefined]>([
    [{ phone: '1381234567B' }, 'phone', ['+8613812345678', 'phone.letters', 0.8]],
    [{ phone: 'l38 1234 567B' }, 'phone', ['+8613812345678', 'phone.letters', 0.8]],
    [{ phone: '138123345678' }, 'phone', ['+8613812345678', 'phone.doubled', 0.6]],
    [{ phone: '62345678', region: '北京' }, 'phone', ['+861062345678', 'phone.area:region', 0.85]],
    [
      { phone: '62345678', company: '北京仁科科技有限公司' },
      'phone',
      ['+861062345678', 'phone.area:company', 0.7],
    ],
    [{ phone: '62345678' }, 'phone', undefined],
    [{ wechat: '13812345678' }, 'phone', ['+8613812345678', 'phone.from:wechat', 0.85]],
    [{ note: '请打 138 1234 5678' }, 'phone', ['+8613812345678', 'phone.from:note', 0.7]],
    [{ note: '订单 2138123456789' }, 'phone', undefined],
    [{ note: '打 13812345678 或 13912345678' }, 'phone', ['+8613812345678', 'phone.from:note', 0.35]],
    [{ email: 'zm@qq' }, 'email', ['zm@qq.com', 'email.cut:qq.com', 0.9]],
    [{ email: '12345#qq.com' }, 'email', ['12345@qq.com', 'email.at', 0.85]],
    [{ email: 'zm@163,com' }, 'email', ['zm@163.com', 'email.comma', 0.9]],
    [{ phone: 'zm@corp.cn' }, 'email', ['zm@corp.cn', 'email.from:phone', 0.95]],
    [{ email: 'zm@gmial.com' }, 'email', ['zm@gmail.com', 'email.domain:gmial.com', 0.95]],
    [{ email: 'zm@qq.con' }, 'email', ['zm@qq.com', 'email.domain:qq.con', 0.95]],
    [{ email: 'zm@qingteng.con' }, 'email', ['zm@qingteng.com', 'email.ending:con', 0.85]],
    [{ email: 'zm@qq.com.con' }, 'email', ['zm@qq.com', 'email.domain:qq.com.con', 0.95]],
    [{ email: 'zm@email.com' }, 'email', undefined],
    [{ email: 'zm@corp.cn' }, 'email', undefined],
    [{ email: 'z#m@corp.cn' }, 'email', undefined],
    [{ email: 'zm@ymail.com' }, 'email', undefined],
    [{ name: '张明 采购总监' }, 'title', ['采购总监', 'title.from:name', 0.8]],
    [{ name: '李娜（副总经理）' }, 'title', ['副总经理', 'title.from:name', 0.8]],
    [{ name: '张明采购总监' }, 'title', ['采购总监', 'title.from:name', 0.9]],
    [{ name: '张明 13712340001', phone: '1381234' }, 'phone', ['+8613712340001', 'phone.from:name', 0.95]],
    [{ name: '张明1' }, 'name', ['张明', 'name.extra', 0.6]],
    [{ name: '张明/李娜' }, 'name', undefined],
    [{ name: '张明 Acme Ltd' }, 'company', ['Acme Ltd', 'company.from:name', 0.8]],
    [{ name: '张副总经理' }, 'title', undefined],
    [{ name: '王经理' }, 'title', undefined],
    [{ name: 'CEO 张明' }, 'title', ['CEO', 'title.from:name', 0.9]],
    [{ name: '张明（北京仁科科技有限公司）' }, 'company', ['北京仁科科技有限公司', 'company.from:name', 0.9]],
    [{ name: '北京仁科科技有限公司' }, 'company', ['北京仁科科技有限公司', 'company.is:name', 0.7]],
    [{ company: '北京仁科科技有限公司 张明' }, 'name', ['张明', 'name.from:company', 0.85]],
    [{ name: '北京仁科科技有限公司', company: '张明' }, 'name', ['张明', 'name.swapped:company', 0.9]],
    [{ note: '联系人：张明，下午打' }, 'name', ['张明', 'name.from:note', 0.8]],
    [{ phone: '0512-62345678' }, 'region', ['3205', 'region.from:phone', 0.85]],
    [{ company: '苏州仁科科技有限公司' }, 'region', ['3205', 'region.from:company', 0.7]],
    [{ region: '鼓楼区', phone: '025-83345678' }, 'region', ['320106', 'region.is:320106', 0.85]],
    [{ note: '微信：zhangming_88' }, 'wechat', ['zhangming_88', 'wechat.from:note', 0.85]],
  ])('%j: %s', (raw, field, expected) => {
    expect(first(raw, field)).toEqual(expected)
  })

  test('a name several places bear offers each of them, and none is sure', () => {
    const found = of({ region: '鼓楼区' })
    expect(found.length).toBeGreaterThan(1)
    expect(
      found.every(({ pattern, confidence }) => pattern.startsWith('region.is:') && confidence <= 0.4),
    ).toBe(true)
  })

  test('what the gate does not ask for is not suggested, but for what is put right', () => {
    expect(of({ wechat: '13812345678' }, ['title'])).toEqual([])
    expect(of({ email: 'zm@gmial.com' }, []).map(({ tidies }) => tidies)).toEqual([true])
  })

  test('a value that came since is not overruled by what was written before it', () => {
    const { values } = clean({ phone: '13912345678' }, context)
    const rejected = { phone: '1381234567B' }
    expect(suggest({ values, rejected, noted: [] }, ['phone'], context)).toEqual([])
  })

  test('a note is of what stood there: of another name since it says nothing', () => {
    const arrived = clean({ name: '张明 采购总监' }, context)
    const noted = notesOf(arrived)
    const since = (name: string) =>
      suggest({ ...written(arrived), values: { ...arrived.values, name } }, ['title'], context)
    expect([noted.length, since('张明').length, since('李娜').length]).toEqual([1, 1, 0])
  })

  test('a post that stands in the title too is no news', () => {
    expect(notesOf(clean({ name: '张明 采购总监', title: '采购总监' }, context))).toEqual([])
  })
})

const cell = (...texts: string[]) =>
  fc.option(fc.oneof(fc.constantFrom(...texts), fc.string({ maxLength: 12 })))
const messy: fc.Arbitrary<RawLead> = fc.record({
  name: cell(
    '张明',
    '张明 采购总监',
    '北京仁科科技有限公司',
    '张明 13812345678',
    '王先生',
    '张明1',
    '张明 Acme Ltd',
    '李娜(上海云帆软件有限公司)',
  ),
  company: cell('张明', '苏州云帆软件有限公司', '苏州云帆软件有限公司 李娜', '仁科'),
  title: cell('总监'),
  phone: cell(
    '1381234567B',
    '138123345678',
    '62345678',
    '0512-62345678',
    'zm@corp.cn',
    'zhangming88',
    '13812345678',
  ),
  email: cell(
    'zm@gmial.com',
    'zm@qingteng.con',
    'zm@qq',
    '12345#qq.com',
    'zm@163,com',
    '13812345678',
    'a@b.cn',
  ),
  wechat: cell('13812345678', 'zhangming88', 'zm@corp.cn'),
  region: cell('鼓楼区', '朝阳', '北京', '火星'),
  need: cell('电话 13912345678', '邮箱 a@b.cn'),
  note: cell('联系人：张明', '微信：zhangming_88', '打 13812345678 或 13912345678'),
})
const gate = readyGate(
  {
    preset: 'custom',
    mode: 'quarantine',
    requirements: [
      { need: ['name', 'company', 'title', 'phone', 'region'] },
      { need: ['email', 'wechat'], atLeast: 1 },
    ],
  },
  fieldsOf([]),
  { now: new Date(0), zone: 'UTC' },
)

describe('laws', () => {
  test('applied, the reasons are fewer; of what only tidies, no more', () => {
    fc.assert(
      fc.property(messy, (raw) => {
        const cleaned = clean(raw, context)
        const { values } = cleaned
        const before = judge(cleaned, gate).reasons
        const wanted = before.flatMap(({ field, code }) =>
          code === 'gate.too_few' ? ['email', 'wechat'] : [field],
        )
        for (const { patch, tidies } of suggest(written(cleaned), wanted, context)) {
          const applied = clean({ ...values, ...patch }, context)
          const after = judge(applied, gate).reasons.map(({ field }) => field)
          const fewer = new Set(before.map(({ field }) => field)).size - new Set(after).size
          expect(fewer).toBeGreaterThanOrEqual(tidies ? 0 : 1)
          expect(applied.values).toMatchObject(patch)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('the same lead has the same suggestions, and no pattern holds what is personal', () => {
    fc.assert(
      fc.property(messy, (raw) => {
        const found = of(raw)
        expect(of(raw)).toEqual(found)
        for (const { pattern } of found)
          expect(pattern).toMatch(
            /^[a-z]+\.(?:letters|doubled|at|comma|extra|(?:from|area|is|swapped|cut|domain|ending):[a-z0-9.-]+)$/,
          )
      }),
    )
  })
})

describe('area codes', () => {
  test('each place of the table is a region, and a code leads back to it', () => {
    expect(unknownPlaces()).toEqual([])
    expect([areaCodeOf('110108'), areaCodeOf('3205'), areaCodeOf('4690')]).toEqual(['10', '512', '898'])
    expect([regionOfAreaCode('10'), regionOfAreaCode('512'), regionOfAreaCode('731')]).toEqual([
      '11',
      '3205',
      undefined,
    ])
  })
})

test('a pattern says what it is about, in both languages', () => {
  expect(['email.domain:gmial.com', 'email.ending:com.con', 'name.extra'].map(sayPattern)).toEqual([
    { zh: '邮箱域名 gmial.com → gmail.com', en: 'E-mail domain gmial.com → gmail.com' },
    { zh: '邮箱域名结尾 .com.con → .com', en: 'E-mail ending .com.con → .com' },
    { zh: '去掉姓名里多余的字符', en: 'Extra characters taken out of the name' },
  ])
})
