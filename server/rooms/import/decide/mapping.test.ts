import { expect, test } from 'vitest'
import { applyMapping, proposeMapping, type Remembered } from './mapping.ts'
import { plainName } from './synonyms.ts'

/** column → field (with part), from a header and rows written as CSV. */
function mapped(header: string, rows: string[] = [], remembered: Remembered = {}) {
  const columns = header.split(',')
  const sample = rows.map((row) => row.split(','))
  const proposal = proposeMapping({ columns, sample }, [], { remembered })
  return Object.fromEntries(
    proposal.map(({ column, field, part }) => [column, part ? `${field}.${part}` : field]),
  )
}

test.each([
  [
    '客户姓名,企业名称,职务,手机号码,电子邮箱,微信号,客户来源,需求描述,备注信息,线索编号',
    ['name', 'company', 'title', 'phone', 'email', 'wechat', 'source', 'need', 'note', 'externalId'],
  ],
  [
    'Full Name,Organization,Job Title,Mobile Phone,E-mail,WeChat ID,Lead Source,Notes,Lead Id',
    ['name', 'company', 'title', 'phone', 'email', 'wechat', 'source', 'note', 'externalId'],
  ],
  ['firstName,lastName,emailAddress', ['name.first', 'name.last', 'email']],
  ['*姓名（必填）,请填写您的手机号,公司 名称', ['name', 'phone', 'company']],
  ['所在省份,城市,区县', ['region.province', 'region.city', 'region.district']],
  ['联系人,电话,手机', ['name', null, 'phone']],
  ['客户名称,联系人姓名', ['company', 'name']],
  ['Company Size,Company Address,是否邮箱验证,手机归属,微信好友数', [null, null, null, null, null]],
])('%s', (header, fields) => {
  expect(Object.values(mapped(header))).toEqual(fields)
})

test('x-education: names that look like ours and are not', () => {
  const header =
    'Prospect ID,Lead Number,Lead Origin,Lead Source,Do Not Email,Do Not Call,Converted,TotalVisits,' +
    'Total Time Spent on Website,Last Activity,Country,Specialization,' +
    'What is your current occupation,Get updates on DM Content,Lead Profile,City'
  const found = Object.entries(mapped(header)).filter(([, field]) => field !== null)
  expect(Object.fromEntries(found)).toEqual({
    'Prospect ID': 'externalId',
    'Lead Source': 'source',
    Country: 'region.country',
    City: 'region.city',
  })
})

test('a column whose values contradict its name is left to be a custom field', () => {
  expect(mapped('Email,电话', ['Yes,是', 'No,否', 'Yes,是', 'No,是'])).toEqual({ Email: null, 电话: null })
})

test('without names the values tell phones, e-mails and companies', () => {
  const rows = ['张明,138 0013 8000,a@b.cn,北京仁科互动网络技术有限公司', "李雷,'13900139000,c@d.cn,甲集团"]
  expect(mapped('A,B,C,D', rows)).toEqual({ A: null, B: 'phone', C: 'email', D: 'company' })
})

test('what was chosen before wins, leaving out included', () => {
  const remembered: Remembered = {
    [plainName('Lead Number')]: { field: 'externalId' },
    [plainName('备注')]: null,
  }
  expect(mapped('Prospect ID,lead_number,备注', [], remembered)).toEqual({
    'Prospect ID': null,
    lead_number: 'externalId',
    备注: null,
  })
})

test('the organisation’s own fields are found by either label or by key', () => {
  const own = [{ key: 'budget', label: { zh: '预算', en: 'Budget range' } }]
  for (const column of ['预算', 'budget range', 'Budget']) {
    expect(proposeMapping({ columns: [column], sample: [] }, own)[0]?.field).toBe('custom.budget')
  }
})

test('unknown columns are offered as custom fields of the type they look like', () => {
  const sample = Array.from({ length: 40 }, (_, i) => [
    `${i * 1.5}`,
    `2026-0${(i % 9) + 1}-01`,
    i % 2 ? '男' : '女',
    `x${i}`,
    `0${i}`,
  ])
  const offers = proposeMapping(
    { columns: ['访问次数', 'Sign-up Date', '性别', '预算说明', '访问 次数'], sample },
    [],
  )
  expect(offers.map(({ suggest }) => [suggest?.key, suggest?.type])).toEqual([
    ['fang_wen_ci_shu', 'number'],
    ['sign_up_date', 'date'],
    ['xing_bie', 'choice'],
    ['yu_suan_shuo_ming', 'text'],
    ['fang_wen_ci_shu_2', 'text'],
  ])
  expect(offers[2]?.suggest?.options.map(({ value }) => value)).toEqual(['女', '男'])
})

const apply = (header: string, row: string) =>
  applyMapping(row.split(','), proposeMapping({ columns: header.split(','), sample: [] }, []))

test.each([
  ['姓,名', '张,明', { name: '张明', custom: {} }],
  ['First Name,Last Name', 'Ming,Zhang', { name: 'Ming Zhang', custom: {} }],
  ['First Name,Last Name', ' ,Zhang', { name: 'Zhang', custom: {} }],
  ['省份,城市,地区', '广东省,深圳市,南山区', { region: '广东省深圳市南山区', custom: {} }],
  ['省份,城市', '北京市,北京市', { region: '北京市', custom: {} }],
  ['省份,城市', '广东省,广东省深圳市', { region: '广东省深圳市', custom: {} }],
  ['Country,City', 'India,Mumbai', { region: 'India Mumbai', custom: {} }],
  ['姓名,无关', '张明,x', { name: '张明', custom: {} }],
])('%s: %s', (header, row, lead) => expect(apply(header, row)).toEqual(lead))
