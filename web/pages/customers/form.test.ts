import { expect, test } from 'vitest'
import { bodyOf, givenOf } from './form.ts'
import type { CustomerCard } from './useCustomers.ts'

const customer: CustomerCard = {
  customerId: '0198c0de-0000-7000-8000-000000000001',
  externalId: null,
  name: '张明',
  company: '云帆软件',
  creditCode: null,
  phones: ['+8613800138000'],
  emails: [],
  wechat: null,
  region: null,
  address: null,
  holder: null,
  lifecycleStage: 'active',
  firstPurchaseOn: null,
  lastPurchaseOn: null,
  spend: 500_000,
  currency: 'CNY',
  masked: false,
  editable: true,
  archivedAt: null,
  updatedAt: '2026-01-01T00:00:00Z',
  version: 1,
  note: null,
  custom: { company_size: '51-200', tags: ['a', 'b'] },
  source: null,
  createdAt: '2026-01-01T00:00:00Z',
  purchases: [],
}
const before = givenOf(customer, '')
const said = (part: object) => bodyOf({ ...before, ...part }, { customer, region: '' })

test('what was left as it stood is not sent, a number in groups neither', () => {
  expect(before.phones).toBe('138 0013 8000')
  expect(said({})).toEqual({})
})

test('of the organisation’s own fields those that changed are sent, an emptied one as taken away', () => {
  const custom = { ...customer.custom, budget: 5000, company_size: null, tags: ['a', 'b'] }
  expect(said({ custom })).toEqual({ custom: { budget: 5000, company_size: null } })
  expect(said({ custom: { company_size: '' } })).toEqual({ custom: { company_size: null } })
})
