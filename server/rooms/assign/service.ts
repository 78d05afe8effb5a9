import { sql } from 'kysely'
import type { AssignPolicy, AssignRule } from '../../../contract/assign.ts'
import { type RefusalCode, refuse, refusalSentence } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { type LeadFacts, matches } from '../../../rules/matches.ts'
import { rows, type Tx } from '../../db/db.ts'
import { readClock } from '../../lead/deadlines.ts'
import { readFields } from '../../lead/fields.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { leadAndKnown } from '../../lead/known.ts'
import { lockLoads } from '../../lead/load.ts'
import { holderNames } from '../../lead/names.ts'
import { reachLeads } from '../../lead/reach.ts'
import { type LeadState, readLeads } from '../../lead/store.ts'
import type { UserCaller } from '../../people/caller.ts'
import { assigner, candidates, obstacle, type Roster } from './decide.ts'
import * as store from './store.ts'

export interface ByHand {
  readonly leadIds: readonly string[]
  readonly to: { readonly kind: 'rep' | 'pool'; readonly id: string }
  readonly reason?: string | undefined
}

/**
 * Gives leads to a rep or a pool by hand. A person's word goes over capacity, so that is told in `over`, not refused.
 * Refuses `not_found` for a rep or pool that is none; a closed lead is refused by itself: it is to be reopened first.
 */
export async function giveByHand(tx: Tx, caller: UserCaller, { leadIds, to, reason }: ByHand) {
  const clock = await readClock(tx, new Date())
  const target = await store.target(tx, to)
  if (!target) throw refuse('not_found')
  // Loads are locked before leads, always: see lead/load.ts.
  const holders = (await readLeads(tx, leadIds)).filter(({ holderKind }) => holderKind === 'rep')
  const reps = [...holders.map(({ holderId }) => holderId as string), ...(to.kind === 'rep' ? [to.id] : [])]
  const loads = await lockLoads(tx, [...new Set(reps)], clock.day)
  const leads = await reachLeads(tx, caller, { leadIds, now: clock.now })
  const moves = leads
    .filter((lead) => !lead.closedAs && !(lead.holderKind === to.kind && lead.holderId === to.id))
    .map((lead): Move => ({
      leadId: lead.leadId,
      from: { kind: lead.holderKind, id: lead.holderId },
      to,
      kind: 'assigned',
      data: { byHand: true, ...(reason ? { reason } : {}) },
      ...(to.kind === 'rep' ? { deadline: clock.deadline({ ...lead }, clock.now) } : {}),
    }))
  const moved = await moveLeads(tx, moves, {
    now: clock.now,
    day: clock.day,
    actor: { kind: 'user', id: caller.userId },
  })
  const holding = moved.size + (loads.find(({ userId }) => userId === to.id)?.holding ?? 0)
  const limit = target.holdingMax
  return {
    changed: moved.size,
    refused: leadIds.flatMap((leadId) => refusedOf(leadId, leads, caller.lang)),
    over: limit !== null && holding > limit ? { holding, limit } : null,
  }
}

function refusedOf(leadId: string, leads: readonly LeadState[], lang: Lang) {
  const lead = leads.find((each) => each.leadId === leadId)
  if (lead && !lead.closedAs) return []
  const code: RefusalCode = lead ? 'lead.closed' : 'not_found'
  return [{ leadId, code, message: refusalSentence(code, { as: lead?.closedAs ?? '' }, lang) }]
}

/** What each rule says of one lead, as the roster stands, writing nothing: which fires, and why the others do not. */
export async function tryRules(
  tx: Tx,
  caller: UserCaller,
  { facts, policy }: { facts: LeadFacts; policy: AssignPolicy },
) {
  const clock = await readClock(tx, new Date())
  const fields = fieldsOf(await readFields(tx))
  const roster = await store.facts(tx, policy, { now: clock.now, day: clock.day })
  const ids = policy.rules.flatMap((rule) => candidates(rule, roster))
  const names = await holderNames(tx, [
    ...ids,
    policy.fallbackPoolId,
    ...policy.rules.flatMap(({ strategy }) => ('poolId' in strategy ? [strategy.poolId] : [])),
  ])
  const told = policy.rules.map((rule) => ({ rule, candidates: candidatesOf(rule, roster, names) }))
  const { to, ruleId } = assigner(policy, fields, clock)(facts, roster)
  const at = policy.rules.findIndex((rule) => rule.id === ruleId)
  return {
    rules: told.map(({ rule, candidates: asked }, i) => {
      const fits = matches(rule.when, fields, clock)(facts)
      return {
        id: rule.id,
        name: rule.name,
        fires: rule.id === ruleId,
        because: because(rule, { fits, later: at >= 0 && i > at, fires: rule.id === ruleId, asked }),
        candidates: asked,
      }
    }),
    holder: { ...to, name: names.get(to.id) ?? null },
  }
}

function candidatesOf(rule: AssignRule, roster: Roster, names: ReadonlyMap<string, string>) {
  const turns = roster.turns.get(rule.id)
  return candidates(rule, roster).map((userId) => {
    const rep = roster.reps.get(userId)
    const why = rep ? obstacle(rep) : 'away'
    return {
      id: userId,
      name: names.get(userId) ?? '',
      ok: !why,
      because: why ?? 'free',
      given: turns?.get(userId)?.given ?? 0,
      holding: rep?.holding ?? 0,
    }
  })
}

interface Tested {
  readonly fits: boolean
  readonly later: boolean
  readonly fires: boolean
  readonly asked: readonly { because: string }[]
}

function because(rule: AssignRule, { fits, later, fires, asked }: Tested): string {
  if (fires) return 'fires'
  if (!rule.active) return 'inactive'
  if (!fits) return 'condition'
  if (later) return 'earlier'
  return asked.some(({ because: why }) => why !== 'away') ? 'capacity' : 'nobody'
}

const DAYS = 30
const SAMPLE = 20_000

/** How many of the newest leads of the last 30 days each rule would take by its condition, the first that fits counting. */
export async function countRules(tx: Tx, policy: AssignPolicy) {
  const clock = await readClock(tx, new Date())
  const fields = fieldsOf(await readFields(tx))
  const leads = await rows(
    tx,
    sql<
      Record<string, unknown>
    >`select ${leadAndKnown.select} from ${leadAndKnown.from} where lead.org_id = ${tx.orgId}
      and arrived_at > ${clock.now}::timestamptz - make_interval(days => ${DAYS}) and holder_kind <> 'quarantine'
      order by arrived_at desc limit ${SAMPLE}`,
  )
  const rules = policy.rules
    .filter(({ active }) => active)
    .map((rule) => ({ id: rule.id, fits: matches(rule.when, fields, clock) }))
  const byRule: Record<string, number> = Object.fromEntries(policy.rules.map(({ id }) => [id, 0]))
  let fallback = 0
  for (const lead of leads) {
    const taker = rules.find(({ fits }) => fits(lead))
    if (taker) byRule[taker.id] = (byRule[taker.id] ?? 0) + 1
    else fallback += 1
  }
  return { total: leads.length, days: DAYS, byRule, fallback }
}
