import type { addCustomer, changeCustomer, CustomerFacts } from '../../contract/customer.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { tell } from '../jobs/tell.ts'
import { holderNames } from '../lead/names.ts'
import type { Caller, UserCaller } from '../people/caller.ts'
import { customerSight, scopeOf } from '../people/scope.ts'
import { type Because, readable } from '../rooms/capture/decide.ts'
import { customerKeys, type CustomerValues, isNameable, nobody } from '../rooms/customer/decide/customer.ts'
import { refuseUnknownHolder } from '../rooms/customer/service.ts'
import * as customers from '../rooms/customer/store.ts'
import * as matching from '../rooms/match/store.ts'
import { recogniseHeld } from './customer-match.ts'
import { type CustomerContext, readCustomer } from './customer-read.ts'
import { readCustomerContext } from './customer-setup.ts'
import { forgetKnown } from './question/release.ts'

interface Written {
  readonly customerId: string
  readonly version: number
}

/**
 * Adds a customer by hand, cleaned as an arrival is; open leads that are the same person become theirs. Refuses what
 * cannot be read, and an external id that is another customer's.
 */
export async function add(
  tx: Tx,
  { body, lang }: { body: BodyOf<typeof addCustomer>; lang: Lang },
): Promise<Written> {
  const { holderId = null, ...facts } = body
  await refuseUnknownHolder(tx, holderId)
  const said = read(facts, { context: await readCustomerContext(tx), lang })
  const values = { ...nobody, ...said, holderId, attrs: filled(said.attrs) }
  await matching.lockKeys(tx, locksOf(values))
  await refuseUnfit(tx, values, null)
  const customerId = uuidv7()
  await customers.addCustomers(tx, [{ ...values, customerId, source: null }], new Date())
  await tellOf(tx, [customerId])
  return { customerId, version: 1 }
}

/**
 * Changes facts of a customer by hand. Refuses `not_found`, `customer.not_yours` for one seen masked only,
 * `version.stale`, and what `add` does.
 */
export async function change(
  tx: Tx,
  caller: UserCaller,
  asked: { customerId: string; body: BodyOf<typeof changeCustomer>; lang: Lang },
): Promise<Written> {
  const { version, ...facts } = asked.body
  const said = read(facts, { context: await readCustomerContext(tx), lang: asked.lang })
  // Keys are locked before rows, as by an arrival that is this very customer.
  await matching.lockKeys(tx, locksOf({ ...nobody, ...said }))
  const before = await reach(tx, caller, asked.customerId)
  if (before.version !== version) throw refuse('version.stale')
  const after = { ...before, ...said, attrs: filled({ ...before.attrs, ...said.attrs }) }
  await refuseUnfit(tx, after, before.customerId)
  await customers.changeCustomers(tx, [{ before, after }], new Date())
  await tellOf(tx, [before.customerId])
  return { customerId: before.customerId, version: version + 1 }
}

/** Erases a customer for good; leads of theirs are of no known customer any more. Refuses `not_found`. */
export async function erase(tx: Tx, customerId: string): Promise<void> {
  const held = await customers.lockCustomers(tx, [customerId])
  if (held.length === 0) throw refuse('not_found')
  await customers.eraseCustomers(tx, held)
  await forgetKnown(tx, [customerId], new Date())
  await tell(tx, { topic: 'customer', ids: [customerId] })
}

/** Recognises open leads as these customers', and tells open pages. */
export async function tellOf(tx: Tx, customerIds: readonly string[]): Promise<void> {
  const leads = await recogniseHeld(tx, await customers.lockCustomers(tx, customerIds))
  await tell(tx, { topic: 'customer', ids: customerIds })
  if (leads.length > 0) await tell(tx, { topic: 'lead', ids: leads })
}

/** What nobody else may capture, or bring for another customer, until this is done. */
export function locksOf(values: CustomerValues): string[] {
  const { externalId } = values
  return [...customerKeys(values).exact, ...(externalId === null ? [] : [`x:customer:${externalId}`])]
}

function filled(attrs: CustomerValues['attrs'] = {}): CustomerValues['attrs'] {
  return Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== null))
}

/** A customer that the caller may change, locked. */
async function reach(tx: Tx, caller: Caller, customerId: string) {
  const scope = await scopeOf(tx, caller, new Date())
  const [held] = await customers.lockCustomers(tx, [customerId])
  if (!held) throw refuse('not_found')
  if (customerSight(scope, held.holderId) === 'full') return held
  const names = await holderNames(tx, held.holderId ? [held.holderId] : [])
  throw refuse('customer.not_yours', { holder: names.get(held.holderId ?? '') ?? '—' })
}

/** What is left out stays as it is; null or an empty text takes it away. */
function read(
  facts: CustomerFacts,
  { context, lang }: { context: CustomerContext; lang: Lang },
): Partial<CustomerValues> {
  const { phones, emails, spend, currency, custom, lifecycleStage, ...texts } = facts
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text))
  const { brought, problems } = readCustomer(
    {
      ...given,
      ...(phones ? { phones } : {}),
      ...(emails ? { emails } : {}),
      ...(custom ? { custom: withoutNulls(custom) } : {}),
    },
    context,
  )
  refuseUnread(problems, lang)
  if (lifecycleStage !== undefined) refuseUnknownStage(lifecycleStage, context, lang)
  const emptied = Object.keys(texts).filter((key) => !texts[key as keyof typeof texts])
  const gone = Object.keys(custom ?? {}).filter((key) => brought.attrs?.[key] === undefined)
  return {
    ...brought,
    ...Object.fromEntries(emptied.map((key) => [key, null])),
    ...(phones ? { phones: brought.phones ?? [] } : {}),
    ...(emails ? { emails: brought.emails ?? [] } : {}),
    ...(spend === undefined
      ? {}
      : { spend, currency: spend === null ? null : (currency ?? context.currency) }),
    ...(lifecycleStage === undefined ? {} : { lifecycleStage }),
    attrs: { ...brought.attrs, ...Object.fromEntries(gone.map((key) => [key, null])) },
  }
}

function withoutNulls(custom: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(custom).filter(([, value]) => value !== null && value !== ''))
}

function refuseUnread(problems: readonly Because[], lang: Lang): void {
  if (problems.length === 0) return
  const reasons = readable(problems, lang)
  const what = reasons.map(({ message }) => message).join(lang === 'zh' ? '；' : '; ')
  throw refuse('customer.value_invalid', { what }, { reasons })
}

function refuseUnknownStage(stage: string, { stages }: CustomerContext, lang: Lang): void {
  if (stages.some(({ key }) => key === stage)) return
  const known = stages.map(({ label }) => label[lang]).join(lang === 'zh' ? '、' : ', ')
  throw refuse('customer.stage_unknown', { stage, known })
}

async function refuseUnfit(tx: Tx, values: CustomerValues, customerId: string | null): Promise<void> {
  if (!isNameable(values)) throw refuse('customer.nameless')
  const { externalId } = values
  if (externalId === null) return
  const held = await customers.findCustomers(tx, { externalIds: [externalId], creditCodes: [], phones: [] })
  if (held.some((one) => one.customerId !== customerId))
    throw refuse('customer.external_taken', { externalId })
}
