import type { CustomerFacts } from '../../../contract/customer.ts'
import { formatPhone, minorPerUnit } from '../../ui/format.ts'
import type { CustomerCard } from './useCustomers.ts'

/** What the form holds: texts as written, lists a line each, the spend in whole units. */
export interface Given {
  externalId?: string
  name?: string
  company?: string
  creditCode?: string
  phones?: string
  emails?: string
  wechat?: string
  region?: string
  address?: string
  lifecycleStage?: string
  firstPurchaseOn?: string
  lastPurchaseOn?: string
  spend?: number | null
  currency?: string
  note?: string
  holderId?: string
  /** By key. */
  custom?: Readonly<Record<string, unknown>>
}

const texts = ['externalId', 'name', 'company', 'creditCode', 'wechat', 'address', 'note'] as const
const days = ['firstPurchaseOn', 'lastPurchaseOn'] as const

/** What the form begins with. */
export function givenOf(customer: CustomerCard | undefined, region: string): Given {
  if (!customer) return { lifecycleStage: 'active' }
  const told = [...texts, ...days].map((key) => [key, customer[key] ?? ''])
  const holder = customer.holder ? { holderId: customer.holder.id } : {}
  return {
    ...(Object.fromEntries(told) as Given),
    ...holder,
    phones: customer.phones.map(formatPhone).join('\n'),
    emails: customer.emails.join('\n'),
    region,
    lifecycleStage: customer.lifecycleStage,
    spend: customer.spend === null ? null : customer.spend / unitsOf(customer.currency ?? ''),
    currency: customer.currency ?? '',
    custom: customer.custom,
  }
}

/** What was changed, as the server takes it; what stayed is left out. */
export function bodyOf(
  given: Given,
  { customer, region }: { customer: CustomerCard | undefined; region: string },
): CustomerFacts {
  const before = customer ? givenOf(customer, region) : {}
  const changed = (key: Exclude<keyof Given, 'custom'>) => (given[key] ?? '') !== (before[key] ?? '')
  const said = [...texts, ...days, 'region' as const].filter(changed).map((key) => [key, given[key] || null])
  const spend = given.spend ?? null
  return {
    ...(Object.fromEntries(said) as CustomerFacts),
    ...(changed('phones') ? { phones: linesOf(given.phones) } : {}),
    ...(changed('emails') ? { emails: linesOf(given.emails) } : {}),
    ...(given.lifecycleStage && changed('lifecycleStage') ? { lifecycleStage: given.lifecycleStage } : {}),
    ...(changed('spend') || (spend !== null && changed('currency'))
      ? {
          spend: spend === null ? null : Math.round(spend * unitsOf(given.currency ?? '')),
          ...currencyOf(given),
        }
      : {}),
    ...customOf(given, before),
  }
}

/** The organisation's own fields that were changed; one that was emptied is taken away. */
function customOf(given: Given, before: Given): Pick<CustomerFacts, 'custom'> {
  const changed = Object.entries(given.custom ?? {}).filter(
    ([key, value]) => JSON.stringify(value ?? '') !== JSON.stringify(before.custom?.[key] ?? ''),
  )
  if (changed.length === 0) return {}
  return {
    custom: Object.fromEntries(changed.map(([key, value]) => [key, value === '' ? null : (value ?? null)])),
  }
}

function currencyOf({ currency = '' }: Given): Pick<CustomerFacts, 'currency'> {
  const code = currency.trim().toUpperCase()
  return code.length === 3 ? { currency: code } : {}
}

// An amount without a currency is one of the organisation's, in hundredths until the server says which.
function unitsOf(currency: string): number {
  return /^[A-Z]{3}$/i.test(currency.trim()) ? minorPerUnit(currency.trim()) : 100
}

function linesOf(text = ''): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}
