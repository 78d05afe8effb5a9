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
  'name' | 'company' | 'creditCode' | 'phones' | 'emails' | 'wechat' | 'address'
>

/**
 * Every key a customer is recognised and searched by: a lead's own, so that what makes two leads one person makes a
 * lead a customer. `exact` say who it is.
 */
export function customerKeys(customer: Keyed): { exact: string[]; all: string[] } {
  const [phone = null, ...otherPhones] = customer.phones
  const [email = null, ...otherEmails] = customer.emails
  const { name, company, creditCode, wechat, address } = customer
  const keyed = { name, company, creditCode, phone, otherPhones, email, otherEmails, wechat, address }
  const exact = matchKeys(keyed satisfies KeyedLead)
  return { exact, all: [...new Set([...exact, ...searchKeys(keyed)])] }
}

/** Whether there is anything to know a customer by. */
export function isNameable(values: CustomerValues): boolean {
  const { externalId, name, company, creditCode, phones, emails, wechat } = values
  return Boolean(externalId ?? name ?? company ?? creditCode ?? phones[0] ?? emails[0] ?? wechat)
}
