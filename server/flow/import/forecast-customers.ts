import type { Customer, CustomerValues } from '../../rooms/customer/decide/customer.ts'
import { identityKeys, sameCustomer } from '../../rooms/customer/decide/identity.ts'
import * as customers from '../../rooms/customer/store.ts'
import { hashKey, Twins } from '../../rooms/import/decide/twins.ts'
import type { Import } from '../../rooms/import/store.ts'
import type { CustomerContext } from '../customer-read.ts'
import { type ReadRow, readRow } from './customer-rows.ts'
import { plain } from './forecast.ts'
import type { Foreteller } from './foretell.ts'

/** Foretells rows that are to become customers, or bring those there are up to date. */
export function customerForeteller(
  context: CustomerContext,
  mapping: Import['mapping'],
): Foreteller<ReadRow, Candidates, Twins> {
  return {
    begin: () => new Twins(),
    read: (row) => readRow(row, mapping, context),
    keysOf: ({ values }) => identityKeys(values).own.map(hashKey),
    look: async (tx, reads) =>
      new Candidates(await customers.findCustomers(tx, wantedOf(reads.map(({ values }) => values)))),
    tell({ values, usable, reasons }, rowNo, { held, twins }) {
      const { own, asked } = identityKeys(values)
      const keys = own.map(hashKey)
      const customer = sameCustomer(values, held.of(values))
      const twinRow = asked.map((key) => twins.rowOf(hashKey(key))).find((row) => row !== undefined) ?? null
      if (usable) for (const key of keys) twins.add(key, rowNo)
      return {
        fate: !usable ? 'invalid' : customer ? 'held' : twinRow === null ? 'new' : 'in_file',
        reasons: reasons.length > 0 ? reasons.map(plain) : null,
        twinRow: customer ? null : twinRow,
        meant: null,
        twinLeadId: null,
        twinCustomerId: customer?.customerId ?? null,
        keys,
      }
    },
  }
}

/** What customers are looked for by. */
export function wantedOf(values: readonly CustomerValues[]): customers.Wanted {
  const distinct = (list: readonly (string | null)[]) => [...new Set(list.filter((one) => one !== null))]
  return {
    externalIds: distinct(values.map(({ externalId }) => externalId)),
    creditCodes: distinct(values.map(({ creditCode }) => creditCode)),
    phones: distinct(values.flatMap(({ phones }) => phones)),
  }
}

type Candidate = Pick<Customer, 'customerId' | 'externalId' | 'company' | 'creditCode' | 'phones'>

/** Customers by what they may be found again by, so that a row meets a few of them and not all. */
export class Candidates<T extends Candidate = Candidate> {
  readonly #by = new Map<string, T[]>()

  constructor(held: readonly T[]) {
    for (const one of held) this.add(one)
  }

  add(one: T): void {
    for (const key of placesOf(one)) this.#by.set(key, [...(this.#by.get(key) ?? []), one])
  }

  of(values: Omit<Candidate, 'customerId'>): T[] {
    return [...new Set(placesOf(values).flatMap((key) => this.#by.get(key) ?? []))]
  }
}

function placesOf({ externalId, creditCode, phones }: Omit<Candidate, 'customerId'>): string[] {
  return [
    ...(externalId === null ? [] : [`x:${externalId}`]),
    ...(creditCode === null ? [] : [`u:${creditCode}`]),
    ...phones.map((phone) => `p:${phone}`),
  ]
}
