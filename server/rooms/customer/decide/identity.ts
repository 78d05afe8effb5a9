import { companyCore } from '../../../lead/company.ts'
import type { Customer, CustomerValues } from './customer.ts'

type Known = Pick<Customer, 'customerId' | 'externalId' | 'company' | 'creditCode' | 'phones'>

/**
 * Which of the customers held these facts are of: the one with the same external id; else with the same credit code;
 * else with a phone of theirs and the same company. One that goes by another external id is never the same.
 */
export function sameCustomer<T extends Known>(values: CustomerValues, held: readonly T[]): T | undefined {
  const { externalId, creditCode } = values
  const byId = externalId === null ? undefined : held.find((one) => one.externalId === externalId)
  if (byId) return byId
  const open = held.filter((one) => externalId === null || one.externalId === null)
  const byCode = creditCode === null ? undefined : open.find((one) => one.creditCode === creditCode)
  return byCode ?? open.find((one) => sharesPhone(one, values) && sameCompany(one.company, values.company))
}

function sharesPhone(one: Pick<Known, 'phones'>, other: Pick<Known, 'phones'>): boolean {
  return one.phones.some((phone) => other.phones.includes(phone))
}

// Without a company a phone is the whole of somebody: parents and pupils have none.
function sameCompany(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other
  return companyCore(one) === companyCore(other)
}

/** What rows of one file are the same customer by: `own` is what a row is known by from then on, `asked` what it asks. */
export function identityKeys(values: Omit<Known, 'customerId'>): { own: string[]; asked: string[] } {
  const { externalId, creditCode, phones, company } = values
  const core = company === null ? '' : companyCore(company)
  const bare = [
    ...(creditCode === null ? [] : [`u:${creditCode}`]),
    ...phones.map((phone) => `p:${phone} ${core}`),
  ]
  // Two rows that go by different external ids are never the same: by all else a row asks only for those without one,
  // unless it has none itself.
  const without = bare.map((key) => `${key} -`)
  const withOne = bare.map((key) => `${key} x`)
  if (externalId === null) return { own: without, asked: [...without, ...withOne] }
  return { own: [`x:${externalId}`, ...withOne], asked: [`x:${externalId}`, ...without] }
}
