import type { Brought, CustomerValues } from './customer.ts'

/** A field of a customer that changed. */
export interface Change {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/**
 * A held customer with what was brought: what is said replaces what was held, numbers and addresses join those that
 * were there, and what was not said stays.
 */
export function bring(held: CustomerValues, brought: Brought): CustomerValues {
  const said = Object.fromEntries(
    Object.entries(brought).filter(([, value]) => value !== null && value !== undefined),
  ) as Brought
  const spent = said.spend === undefined ? held.currency : (said.currency ?? held.currency)
  return {
    ...held,
    ...said,
    phones: joined(held.phones, said.phones),
    emails: joined(held.emails, said.emails),
    currency: spent,
    firstPurchaseOn: earlier(held.firstPurchaseOn, said.firstPurchaseOn ?? null),
    lastPurchaseOn: later(held.lastPurchaseOn, said.lastPurchaseOn ?? null),
    attrs: { ...held.attrs, ...said.attrs },
  }
}

const joined = (held: readonly string[], said: readonly string[] = []) => [...new Set([...held, ...said])]

// A file that comes late must not take a purchase back: days are text that sorts as time does.
function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}

/** The fields in which two differ, custom ones as `custom.KEY`. */
export function changesBetween(before: CustomerValues, after: CustomerValues): Change[] {
  const named = (Object.keys(before) as (keyof CustomerValues)[])
    .filter((field) => field !== 'attrs' && field in after && !same(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))
  const keys = [...new Set([...Object.keys(before.attrs), ...Object.keys(after.attrs)])]
  const custom = keys
    .filter((key) => !same(before.attrs[key], after.attrs[key]))
    .map((key) => ({
      field: `custom.${key}`,
      before: before.attrs[key] ?? null,
      after: after.attrs[key] ?? null,
    }))
  return [...named, ...custom]
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** What a lead that converted means for a customer: the day, and the amount where it is of the same currency. */
export function purchased(
  held: CustomerValues,
  { on, amount, currency }: { on: string; amount: number; currency: string },
): CustomerValues {
  const alike = held.spend === null || held.currency === null || held.currency === currency
  return {
    ...held,
    firstPurchaseOn: earlier(held.firstPurchaseOn, on),
    lastPurchaseOn: later(held.lastPurchaseOn, on),
    // Two currencies make no sum: the purchase itself is kept, with its own.
    spend: alike ? (held.spend ?? 0) + amount : held.spend,
    currency: alike ? currency : held.currency,
  }
}
