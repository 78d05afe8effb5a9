import type { Customer, CustomerValues } from './customer.ts'

/** What somebody is known by. */
export interface Persona {
  readonly names: readonly string[]
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  readonly wechats: readonly string[]
  readonly addresses: readonly string[]
}

/**
 * A customer without one of their people: a company stays one, without that contact. Null where nobody is left to be
 * known: a customer who was that person.
 */
export function withoutPerson(customer: Customer, persona: Persona): CustomerValues | null {
  if (customer.company === null && customer.creditCode === null) return null
  const unless = (theirs: readonly string[], value: string | null) =>
    value !== null && theirs.includes(value) ? null : value
  return {
    ...customer,
    name: unless(persona.names, customer.name),
    phones: customer.phones.filter((phone) => !persona.phones.includes(phone)),
    emails: customer.emails.filter((email) => !persona.emails.includes(email)),
    wechat: unless(persona.wechats, customer.wechat),
    address: unless(persona.addresses, customer.address),
    // Whatever somebody wrote may be of them.
    note: null,
    attrs: {},
  }
}
