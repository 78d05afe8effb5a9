import { expect, test } from 'vitest'
import { fieldsOf } from '../../../rules/fields.ts'
import { sentence } from '../../../rules/sentence.ts'
import { sayGate } from './sayGate.ts'
import type { Saying } from './saying.ts'

const fields = fieldsOf([])
const saying = (lang: 'zh' | 'en'): Saying => ({
  lang,
  condition: (condition) => sentence(condition, fields, { lang }),
  field: (address) => fields.get(address)?.label[lang] ?? address,
  person: () => undefined,
  team: () => undefined,
  pool: () => undefined,
  source: () => undefined,
})

test('phone and (company or WeChat) reads as one sentence', () => {
  const requirements = [{ need: ['phone'] }, { need: ['company', 'wechat'], atLeast: 1 }]
  expect(sayGate({ requirements }, saying('zh'))).toEqual([{ of: null, asks: '电话 且（公司 或 微信）' }])
  expect(sayGate({ requirements }, saying('en'))).toEqual([
    { of: null, asks: 'Phone and (Company or WeChat)' },
  ])
})

test('alone an alternative needs no brackets; so many of several are told', () => {
  expect(sayGate({ requirements: [{ need: ['phone', 'email'], atLeast: 1 }] }, saying('zh'))[0]?.asks).toBe(
    '电话 或 邮箱',
  )
  const two = [{ need: ['phone', 'email', 'wechat'], atLeast: 2 }, { need: ['name'] }]
  expect(sayGate({ requirements: two }, saying('en'))[0]?.asks).toBe(
    'Name and (at least 2 of Phone, E-mail, WeChat)',
  )
  const b2b = [{ need: ['company', 'name'] }, { need: ['phone', 'email'], atLeast: 1 }]
  expect(sayGate({ requirements: b2b }, saying('zh'))[0]?.asks).toBe('公司、姓名 且（电话 或 邮箱）')
  expect(sayGate({ requirements: [{ need: [] }] }, saying('zh'))).toEqual([])
})

test('what is asked of a kind, or in a case, is told apart', () => {
  const kinds = [{ id: 'k', name: '企业', when: { all: [] } }]
  const when = { field: 'company', op: 'is_empty' as const }
  const requirements = [{ need: ['title'], kind: 'k' }, { need: ['name'] }, { need: ['region'], when }]
  expect(sayGate({ kinds, requirements }, saying('zh'))).toEqual([
    { of: null, asks: '姓名' },
    { of: '企业', asks: '职位' },
    { of: expect.stringContaining('公司'), asks: '地区' },
  ])
})
