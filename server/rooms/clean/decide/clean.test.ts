import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clean } from './clean.ts'
import type { CustomField } from './custom.ts'

const fields: CustomField[] = [
  { key: 'budget', type: 'number', label: { zh: '预算', en: 'Budget' } },
  { key: 'demo_on', type: 'date', label: { zh: '演示日期', en: 'Demo date' } },
  {
    key: 'size',
    type: 'choice',
    label: { zh: '规模', en: 'Size' },
    options: [{ value: 's', label: { zh: '小', en: 'Small' } }],
  },
  { key: 'uses', type: 'list', label: { zh: '用途', en: 'Uses' } },
  { key: 'trial', type: 'boolean', label: { zh: '试用', en: 'Trial' } },
]

describe('clean', () => {
  test('a messy row becomes values, with what was changed and by which reader', () => {
    const { values, problems, changes } = clean(
      {
        name: ' 张 明先生',
        company: '北京仁科互动（集团）有限公司',
        title: '销售总监',
        phone: '138-0013-8000 / 13912340001',
        email: 'ZM@Example。cn',
        wechat: '微信号：zm_2026',
        region: '江苏 苏州',
        need: '想要报价，\r\n尽快',
        note: '无',
        custom: { budget: '50万', demo_on: '2026/3/1', size: 'Small', trial: '否' },
      },
      { fields },
    )
    expect(values).toEqual({
      name: '张明',
      company: '北京仁科互动(集团)有限公司',
      creditCode: null,
      address: null,
      title: '销售总监',
      phone: '+8613800138000',
      email: 'zm@example.cn',
      wechat: 'zm_2026',
      region: '3205',
      need: '想要报价，\n尽快',
      note: null,
      attrs: { budget: 500_000, demo_on: '2026-03-01', size: 's', trial: false },
    })
    expect(problems).toEqual([])
    expect(changes.map(({ field }) => field)).not.toContain('title')
    expect(changes.find(({ field }) => field === 'phone')).toEqual({
      field: 'phone',
      raw: '138-0013-8000 / 13912340001',
      value: '+8613800138000',
      by: 'phone@3',
    })
  })

  test('what one cell held beyond its value is kept beside it', () => {
    const { spare } = clean(
      { phone: '021-62345678转801/13912340001', email: 'a@example.cn; b@example.cn' },
      { fields },
    )
    expect(spare).toEqual({
      phones: ['+8613912340001'],
      emails: ['b@example.cn'],
      extension: '801',
      salutation: null,
    })
  })

  test('what cannot be read is no value, a problem that names field, text and remedy, and kept as it came', () => {
    const raw = {
      phone: '1.38E+10',
      email: 'zm@company',
      region: '朝阳',
      custom: { budget: 'viel', demo_on: '2026-02-30', size: 'XL', colour: 'red' },
    }
    const { values, problems, rejectedValues } = clean(raw, { fields })
    expect([values.phone, values.email, values.region, values.attrs]).toEqual([null, null, null, {}])
    expect(problems.map(({ code, field, given }) => [code, field, given])).toEqual([
      ['phone.scientific', 'phone', '1.38E+10'],
      ['email.no_domain', 'email', 'zm@company'],
      ['region.ambiguous', 'region', '朝阳'],
      ['number.invalid', 'custom.budget', 'viel'],
      ['date.invalid', 'custom.demo_on', '2026-02-30'],
      ['choice.unknown', 'custom.size', 'XL'],
      ['field.unknown', 'custom.colour', 'red'],
    ])
    expect(problems.find(({ field }) => field === 'custom.size')?.message).toEqual({
      zh: '规模“XL”不在可选项中，可选：小',
      en: 'Size "XL" is not one of the options: Small',
    })
    expect(rejectedValues).toEqual({
      phone: '1.38E+10',
      email: 'zm@company',
      region: '朝阳',
      'custom.budget': 'viel',
      'custom.demo_on': '2026-02-30',
      'custom.size': 'XL',
      'custom.colour': 'red',
    })
  })

  test('a credit code is kept where its check character agrees, mended where only then; the mending is told', () => {
    const read = (creditCode: string) => clean({ creditCode }, { fields })
    const mended = read('信用代码：9l31O1O4 746169572k')
    expect(mended.values.creditCode).toBe('91310104746169572K')
    expect(mended.changes).toEqual([
      {
        field: 'creditCode',
        raw: '信用代码：9l31O1O4 746169572k',
        value: '91310104746169572K',
        by: 'creditCode@1',
      },
    ])
    expect(read('91310104746169572K').changes).toEqual([])
    const wrong = read('91310104746169573K')
    expect([wrong.values.creditCode, wrong.problems.map(({ code }) => code), wrong.rejectedValues]).toEqual([
      null,
      ['creditCode.check'],
      { creditCode: '91310104746169573K' },
    ])
  })

  test('a cell that says nothing is missing, not wrong', () => {
    const { values, problems } = clean(
      { name: 'N/A', phone: '-', email: '无', region: 'Select', custom: { budget: '', size: null } },
      { fields },
    )
    expect([values.name, values.phone, values.email, values.region, values.attrs, problems]).toEqual([
      null,
      null,
      null,
      null,
      {},
      [],
    ])
  })

  test('a number in the name cell is the phone where that is empty, and a further one where it is not', () => {
    const alone = clean({ name: '张明 13712340001', phone: '无' }, { fields })
    expect([alone.values.name, alone.values.phone, alone.spare.phones]).toEqual([
      '张明',
      '+8613712340001',
      [],
    ])
    expect(alone.changes).toContainEqual({
      field: 'phone',
      raw: '张明 13712340001',
      value: '+8613712340001',
      by: 'name@3',
    })
    const both = clean({ name: '张明 13712340001', phone: '13812340002/13912340003' }, { fields })
    expect([both.values.phone, both.spare.phones]).toEqual([
      '+8613812340002',
      ['+8613912340003', '+8613712340001'],
    ])
    const bad = clean({ name: '张明 13712340001', phone: '1381234' }, { fields })
    expect([bad.values.phone, bad.spare.phones, bad.problems.map(({ code }) => code)]).toEqual([
      null,
      ['+8613712340001'],
      ['phone.length'],
    ])
  })

  test('what was kept with a doubt is noted with what would do better, and holds nothing up', () => {
    const { notes, problems, values, spare } = clean(
      {
        name: '李红女士（采购经理）',
        phone: '13888888888',
        email: 'zm@gmial.com',
        custom: { budget: '50-80万', demo_on: '下周三' },
      },
      { fields, at: { now: new Date('2026-11-26T02:00:00Z'), zone: 'Asia/Shanghai' } },
    )
    expect(problems).toEqual([])
    expect(values).toMatchObject({
      phone: '+8613888888888',
      attrs: { budget: 500_000, demo_on: '2026-12-02' },
    })
    expect(spare.salutation).toBeNull()
    expect(notes.map(({ code, field, suggest }) => [code, field, suggest.map(({ value }) => value)])).toEqual(
      [
        ['phone.seldom', 'phone', []],
        ['email.typo', 'email', ['zm@gmail.com']],
        ['number.range', 'custom.budget', []],
        ['date.reckoned', 'custom.demo_on', []],
      ],
    )
    expect(notes[3]?.message).toEqual({
      zh: '演示日期“下周三”按到达当天推算为 2026-12-02，请核对',
      en: 'Demo date "下周三" was reckoned from the day it arrived as 2026-12-02; check it',
    })
  })

  test('numbers and addresses made up to get past a field are refused with the reason', () => {
    const { problems, rejectedValues } = clean({ phone: '13800000000', email: 'test@test.com' }, { fields })
    expect(problems.map(({ code }) => code)).toEqual(['phone.dummy', 'email.dummy'])
    expect(rejectedValues).toEqual({ phone: '13800000000', email: 'test@test.com' })
  })

  test('an answer that looks like nothing is an answer where the field has it', () => {
    const label = { zh: '其他系统', en: 'Other systems' }
    const options = [{ value: 'none', label: { zh: '无', en: 'None' } }]
    const { values } = clean(
      { custom: { other: '无' } },
      { fields: [{ key: 'other', type: 'choice', label, options }] },
    )
    expect(values.attrs).toEqual({ other: 'none' })
  })

  test('a sentence shows only the beginning of a cell of a megabyte', () => {
    const { problems } = clean({ phone: 'x'.repeat(1_000_000) }, { fields })
    expect(problems[0]?.message.en.length).toBeLessThan(200)
  })

  test('a field called like a part of the language is only a field nobody knows', () => {
    const { rejectedValues, values } = clean(
      { custom: JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, unknown> },
      { fields },
    )
    expect(Object.keys(rejectedValues)).toEqual(['custom.__proto__', 'custom.constructor'])
    expect(values.attrs).toEqual({})
  })

  test('never throws, and what it kept it keeps again unchanged', () => {
    const cell = fc.option(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          '138 0013 8000',
          '江苏苏州',
          'a@b.cn',
          '张明先生',
          '北京（青禾）',
          '张明13712340001',
          '王总',
        ),
      ),
      { nil: undefined },
    )
    const raw = fc.record({
      name: cell,
      company: cell,
      title: cell,
      phone: cell,
      email: cell,
      wechat: cell,
      region: cell,
      need: cell,
      note: cell,
      custom: fc.dictionary(
        fc.constantFrom('budget', 'demo_on', 'size', 'uses', 'trial', 'other'),
        fc.oneof(fc.jsonValue(), fc.array(fc.string())),
      ),
    })
    fc.assert(
      fc.property(raw, (lead) => {
        const first = clean(lead, { fields })
        const { attrs, ...columns } = first.values
        const again = clean({ ...columns, custom: attrs }, { fields })
        expect(again.values).toEqual(first.values)
        expect([again.problems, again.changes]).toEqual([[], []])
      }),
      { numRuns: 1000 },
    )
  })
})
