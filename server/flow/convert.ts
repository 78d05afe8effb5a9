import type { z } from 'zod'
import type { setStage as contract } from '../../contract/followup.ts'
import type { Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { readClock } from '../lead/deadlines.ts'
import { type KeyedLead, matchKeys } from '../lead/keys.ts'
import { knowLeads } from '../lead/known.ts'
import { type LeadState, readLeads } from '../lead/store.ts'
import type { UserCaller } from '../people/caller.ts'
import { type CustomerValues, nobody } from '../rooms/customer/decide/customer.ts'
import { purchased } from '../rooms/customer/decide/merge.ts'
import { recognise } from '../rooms/customer/decide/recognise.ts'
import { readStages } from '../rooms/customer/service.ts'
import * as customers from '../rooms/customer/store.ts'
import { setStage, type StageMove } from '../rooms/followup/service.ts'
import { markInvalid, told, unmarkInvalid } from '../rooms/makeup/service.ts'
import * as matching from '../rooms/match/store.ts'
import { settleRewards } from '../rooms/referral/service.ts'
import { customersOf } from './customer-match.ts'
import { tellOf } from './customer.ts'

/**
 * Moves a lead to a stage. For one that is marked invalid the rep it was dealt to may be owed another (补量), which undoing
 * the mark takes back. One that converts makes its person a known customer, or adds the purchase to the one they
 * are: in the same transaction, and once a lead. Refuses what the follow-up room does.
 */
export async function moveStage(
  tx: Tx,
  caller: UserCaller,
  wish: StageMove,
): Promise<Pick<z.output<typeof contract.reply>, 'leadId' | 'version' | 'makeUp'>> {
  if (wish.stage !== 'converted') {
    const { from, ...moved } = await setStage(tx, caller, wish)
    if (from === 'invalid') await unmarkInvalid(tx, wish)
    if (wish.stage !== 'invalid') return moved
    await markInvalid(tx, wish)
    return { ...moved, makeUp: await told(tx, caller, wish) }
  }
  const [seen] = await readLeads(tx, [wish.leadId])
  // Keys are locked before loads and leads, as by an arrival that is this very person.
  if (seen) await matching.lockKeys(tx, matchKeys(seen satisfies KeyedLead))
  const { from: _, ...moved } = await setStage(tx, caller, wish)
  const [lead] = (await readLeads(tx, [wish.leadId])) as [Converted]
  await keepCustomer(tx, lead, {
    holderId: seen?.holderKind === 'rep' ? seen.holderId : caller.userId,
    now: wish.now,
  })
  // Who referred it sees what is owed at once; what becomes due by other ways is swept up within a minute.
  if (lead.referrerId) await settleRewards(tx, wish.now)
  return moved
}

/** A lead with what its conversion brought. */
interface Converted extends LeadState {
  readonly amount: number
  readonly currency: string
}

interface Occasion {
  readonly holderId: string | null
  readonly now: Date
}

async function keepCustomer(tx: Tx, lead: Converted, { holderId, now }: Occasion): Promise<void> {
  const { day: on } = await readClock(tx, now)
  const { leadId, amount, currency } = lead
  const known = await knownAs(tx, lead)
  const customerId = known ?? uuidv7()
  if (!(await customers.keepPurchase(tx, { leadId, customerId, on, amount, currency }, now))) return
  const [held] = known ? await customers.lockCustomers(tx, [known]) : []
  const before = held ?? valuesOf(lead, { holderId, stage: await firstStage(tx) })
  const after = purchased(before, { on, amount, currency })
  if (held) await customers.changeCustomers(tx, [{ before: held, after }], now)
  else await customers.addCustomers(tx, [{ ...after, customerId, source: null }], now)
  await knowLeads(tx, [{ leadId, customerId }])
  await tellOf(tx, [customerId])
}

async function knownAs(tx: Tx, lead: LeadState): Promise<string | undefined> {
  if (lead.customerId !== null) return lead.customerId
  const keys = matchKeys(lead satisfies KeyedLead)
  return recognise(keys, await customersOf(tx, keys))?.customerId
}

async function firstStage(tx: Tx): Promise<string> {
  const stages = await readStages(tx)
  return stages[0]?.key ?? nobody.lifecycleStage
}

function valuesOf(
  lead: LeadState,
  { holderId, stage }: { holderId: string | null; stage: string },
): CustomerValues {
  const { name, company, creditCode, phone, email, wechat, region, address, attrs } = lead
  return {
    ...nobody,
    name,
    company,
    creditCode,
    wechat,
    region,
    address,
    attrs,
    holderId,
    phones: phone === null ? [] : [phone],
    emails: email === null ? [] : [email],
    lifecycleStage: stage,
  }
}
