import { type CheckedField, checkedFields } from '../../../contract/verify.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { system } from '../../lead/trail.ts'
import { type Provider, ProviderTrouble } from '../../rooms/probe/adapters/provider.ts'
import { affordable, afterTrouble, countsUntil, toAsk } from '../../rooms/probe/decide.ts'
import * as service from '../../rooms/probe/service.ts'
import * as probing from '../../rooms/probe/store.ts'
import { readSetup, type Setup } from '../setup.ts'
import { applyFindings, type Found } from './apply.ts'

type Doors = Pick<House, 'db' | 'config'>
/** The provider of a field; tests bring their own. */
export type ProviderOf = (row: probing.ProviderRow) => Provider | undefined

interface Run {
  readonly orgId: string
  readonly signal?: AbortSignal
  readonly providerOf?: ProviderOf
}

/** Fields looked at in one transaction. */
const AT_ONCE = 200
const HOUR = 3_600_000
/** ms the fields of a call are nobody else's: longer than any call takes. */
const IN_FLIGHT = 600_000

/** Has everything checked that waits for it, batch after batch, as far as providers and budgets go. */
export async function runChecks({ db, config }: Doors, run: Run): Promise<void> {
  const { orgId } = run
  const providerOf = run.providerOf ?? ((row) => service.providerOf({ config, orgId }, row))
  for (const field of checkedFields) {
    while (await checkBatch({ db, config }, { orgId, field, providerOf })) run.signal?.throwIfAborted()
  }
}

interface Batch {
  readonly orgId: string
  readonly field: CheckedField
  readonly providerOf: ProviderOf
}

/**
 * Checks one batch; true when there may be more. What is paid for is written down before it is asked, and its answer before
 * it is applied: killed anywhere, it goes on without asking twice for what was answered.
 */
async function checkBatch({ db }: Doors, { orgId, field, providerOf }: Batch): Promise<boolean> {
  const plan = await inTransaction(db, orgId, (tx) => planBatch(tx, field, providerOf))
  if (!plan) return false
  if (plan.call) {
    const { provider, values, callId } = plan.call
    const told = await service.ask(provider, values)
    const at = new Date()
    await inTransaction(db, orgId, (tx) => keepAnswer(tx, { field, plan, callId, told, at }))
    if (told instanceof ProviderTrouble) return false
  }
  await inTransaction(db, orgId, (tx) => settleBatch(tx, field, plan))
  return true
}

interface Plan {
  readonly row: probing.ProviderRow
  readonly due: readonly probing.DueValue[]
  /** Absent where everything is known already. */
  readonly call?: { readonly provider: Provider; readonly values: readonly string[]; readonly callId: string }
}

async function planBatch(tx: Tx, field: CheckedField, providerOf: ProviderOf): Promise<Plan | undefined> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const row = await probing.lockProvider(tx, field, setup.day)
  if (!row?.active) return undefined
  const provider = providerOf(row)
  const later = (problem: string) => pause(tx, field, { problem, until: new Date(now.getTime() + HOUR), now })
  if (!provider) return later('keys')
  const due = await probing.readDue(tx, { field, now, most: AT_ONCE })
  if (due.length === 0) return undefined
  const idle = due.filter(({ value, open }) => !open || value === null || !provider.takes(value))
  await probing.dropDue(tx, idle)
  const asking = due.filter((each) => !idle.includes(each))
  const values = asking.map(({ value }) => value as string)
  const known = new Set((await probing.knownResults(tx, { field, values, now })).map(({ value }) => value))
  const wanted = toAsk(values, known, provider.most)
  const paid = wanted.slice(0, affordable(row))
  if (paid.length === 0) {
    if (wanted.length > 0 && known.size === 0) return later('budget')
    return { row, due: asking.filter(({ value }) => known.has(value as string)) }
  }
  const asked = { provider, asked: paid.length, day: setup.day, at: now }
  const callId = await service.beginCall(tx, row, asked)
  const told = new Set([...known, ...paid])
  const mine = asking.filter(({ value }) => told.has(value as string))
  // Another run meanwhile must not pay for the same ones.
  await probing.holdDue(tx, mine, { until: new Date(now.getTime() + IN_FLIGHT), tried: false })
  return {
    row,
    due: mine,
    call: { provider, values: paid, callId },
  }
}

async function pause(
  tx: Tx,
  field: CheckedField,
  { problem, until, now }: { problem: string; until: Date; now: Date },
): Promise<undefined> {
  await probing.putOff(tx, field, { now, until })
  await probing.noteProblem(tx, field, { problem, at: now })
}

interface Answered {
  readonly field: CheckedField
  readonly plan: Plan
  readonly callId: string
  readonly told: Awaited<ReturnType<typeof service.ask>>
  readonly at: Date
}

/** Keeps what a call brought, whatever that is, and what it cost for the sources that wanted it. */
async function keepAnswer(tx: Tx, { field, plan, callId, told, at }: Answered): Promise<void> {
  await probing.endCall(tx, callId, { ...service.costOf(told), at })
  if (told instanceof ProviderTrouble) {
    const tries = Math.max(0, ...plan.due.map((each) => each.tries))
    const until = afterTrouble(tries, at)
    await probing.holdDue(tx, plan.due, { until, tried: true })
    await pause(tx, field, { problem: told.code, until, now: at })
    return
  }
  await probing.noteProblem(tx, field, { problem: null, at })
  const provider = plan.call?.provider.name ?? ''
  await probing.keepResults(
    tx,
    field,
    told.map((each) => ({
      ...each,
      provider,
      currency: CURRENCY,
      checkedAt: at,
      expiresAt: countsUntil(each.outcome, at, plan.row.keepDays),
    })),
  )
  const { day } = await readSetup(tx, at)
  const payers = new Map(plan.due.map((each) => [each.value, each.sourceId]))
  const spent = told.map(({ value, outcome, cost }) => ({
    sourceId: payers.get(value) as string,
    field,
    outcome,
    cost,
    currency: CURRENCY,
  }))
  await probing.countSpend(tx, spent, day)
}

const CURRENCY = 'CNY'

/** Applies to leads what is known of their values now, and takes them off the list. */
async function settleBatch(tx: Tx, field: CheckedField, { row, due }: Plan): Promise<void> {
  const setup: Setup = await readSetup(tx, new Date())
  const values = due.map(({ value }) => value as string)
  const known = new Map(
    (await probing.knownResults(tx, { field, values, now: setup.moment.now })).map((each) => [
      each.value,
      each,
    ]),
  )
  const answered = due.filter(({ value }) => known.has(value as string))
  const found = answered.map(({ leadId, value }): Found => {
    const { outcome, reason, provider, cost, currency } = known.get(value as string) as probing.Result
    const finding = { reachable: 'reached', bad: 'dead', unknown: 'unknown' } as const
    const mark = { leadId, field, value: value as string, finding: finding[outcome], reason }
    return { ...mark, source: 'provider', provider, cost, currency, staleDays: row.staleDays }
  })
  await applyFindings(tx, found, { setup, actor: system })
  await probing.dropDue(tx, answered)
}
