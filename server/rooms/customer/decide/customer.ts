import { fold } from '../../../../rules/probe.ts'
import { type KeyedLead, matchKeys, searchKeys } from '../../../lead/keys.ts'

/** The facts a customer is known by, cleaned. `attrs` holds the custom ones by key. */
export interface CustomerValues {
  readonly externalId: string | null
  readonly name: string | null
  readonly company: string | null
  readonly creditCode: string | null
  /** E.164, the one to call first comes first. */
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  readonly wechat: string | null
  readonly region: string | null
  readonly address: string | null
  readonly holderId: string | null
  readonly lifecycleStage: string
  /** Calendar days, YYYY-MM-DD. */
  readonly firstPurchaseOn: string | null
  readonly lastPurchaseOn: string | null
  /** Minor units; null where it is not known. */
  readonly spend: number | null
  readonly currency: string | null
  readonly note: string | null
  readonly attrs: Readonly<Record<string, unknown>>
}

/** What somebody has said of a customer: what is left out was not said. */
export type Brought = Partial<CustomerValues>

/** A customer as its row has it. */
export interface Customer extends CustomerValues {
  readonly customerId: string
  readonly source: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly archivedAt: Date | null
  readonly version: number
}

export const nobody: CustomerValues = {
  externalId: null,
  name: null,
  company: null,
  creditCode: null,
  phones: [],
  emails: [],
  wechat: null,
  region: null,
  address: null,
  holderId: null,
  lifecycleStage: 'active',
  firstPurchaseOn: null,
  lastPurchaseOn: null,
  spend: null,
  currency: null,
  note: null,
  attrs: {},
}

type Keyed = Pick<
  CustomerValues,
  'name' | 'company' | 'creditCode' | 'phones' | 'emails' | 'wechat' | 'address' | 'attrs'
>

/**
 * Every key a customer is recognised and searched by: a lead's own, so that what makes two leads one person makes a
 * lead a customer, and its custom values. `exact` say who it is.
 */
export function customerKeys(customer: Keyed): { exact: string[]; all: string[] } {
  const [phone = null, ...otherPhones] = customer.phones
  const [email = null, ...otherEmails] = customer.emails
  const { name, company, creditCode, wechat, address } = customer
  const keyed = { name, company, creditCode, phone, otherPhones, email, otherEmails, wechat, address }
  const exact = matchKeys(keyed satisfies KeyedLead)
  return { exact, all: [...new Set([...exact, ...searchKeys(keyed), ...customKeys(customer.attrs)])] }
}

/** f: of each custom field with one value, as a match rule compares it: migration 0015 writes the very same. */
function customKeys(attrs: CustomerValues['attrs']): string[] {
  return Object.entries(attrs).flatMap(([key, value]) =>
    (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean'
      ? [probedKey(`f:${key}=${fold(String(value))}`)]
      : [],
  )
}

/** Letters of a custom value that its key has: an index entry holds no more than 2,704 bytes. */
const LONGEST = 200

/** The key under which a probe finds a customer: of a long custom value its beginning. Who agrees is told by the value. */
export function probedKey(probe: string): string {
  if (!probe.startsWith('f:')) return probe
  const from = probe.indexOf('=') + 1
  return probe.slice(0, from) + Array.from(probe.slice(from)).slice(0, LONGEST).join('')
}

/** Whether there is anything to know a customer by. */
export function isNameable(values: CustomerValues): boolean {
  const { externalId, name, company, creditCode, phones, emails, wechat } = values
  return Boolean(externalId ?? name ?? company ?? creditCode ?? phones[0] ?? emails[0] ?? wechat)
}
