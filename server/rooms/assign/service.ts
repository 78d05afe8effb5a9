import { sql } from 'kysely'
import { FEWEST_TOLD } from '../../../contract/assign-fairness.ts'
import type { AssignPolicy, AssignRule } from '../../../contract/assign.ts'
import { type RefusalCode, refuse, refusalSentence } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { type Fields, fieldsOf } from '../../../rules/fields.ts'
import { type LeadFacts, matches } from '../../../rules/matches.ts'
import { rows, type Tx } from '../../db/db.ts'
import { type Clock, readClock } from '../../lead/deadlines.ts'
import { readFields } from '../../lead/fields.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { leadAndKnown } from '../../lead/known.ts'
import { lockLoads } from '../../lead/load.ts'
import { holderNames } from '../../lead/names.ts'
import type { Pointers } from '../../lead/pointed.ts'
import { reachLeads } from '../../lead/reach.ts'
import { type LeadState, readLeads } from '../../lead/store.ts'
import type { UserCaller } from '../../people/caller.ts'
import { peopleOf } from '../../people/scope.ts'
import { openness } from '../../policy/mode.ts'
import { currentPolicy } from '../../policy/store.ts'
import { assigner, isInForce, mannersOf } from './decide/assigner.ts'
import { found } from './decide/best/found.ts'
import { type Asking, mayGet, pointerOf } from './decide/candidates.ts'
import { type Field, givesToReps, ready } from './decide/choose.ts'
import { isOff, type Obstacle, type Roster, standingRoster } from './decide/roster.ts'
import { givenByMerit } from './store/explored.ts'
import * as store from './store/facts.ts'
import { readGiven, readGood } from './store/fairness.ts'
import { readPeople } from './store/people.ts'

export interface ByHand {
  readonly leadIds: readonly string[]
  readonly to: { readonly kind: 'rep' | 'pool'; readonly id: string }
  readonly reason?: string | undefined
}

/**
 * Gives leads to a rep or a pool by hand. A person's word goes over capacity, so that is told in `over`, not refused.
 * Refuses `not_found` for a rep or pool that is none; a closed lead is refused by itself: it is to be reopened first.
 * Refuses `move.barred` and `move.reason_needed` as the mode in force says.
 */
export async function giveByHand(tx: Tx, caller: UserCaller, { leadIds, to, reason }: ByHand) {
  const clock = await readClock(tx, new Date())
  const target = await store.target(tx, to)
  if (!target) throw refuse('not_found')
  const { moves: open } = await openness(tx)
  if (open === 'barred' && !caller.roles.includes('admin')) throw refuse('move.barred')
  if (open === 'limited' && !reason) throw refuse('move.reason_needed')
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

interface Trying {
  readonly leadId: string
  readonly facts: LeadFacts
  readonly policy: AssignPolicy
  readonly pointers: Pointers
}

/** What each rule says of one lead, as the roster stands, writing nothing: which fires, and why the others do not. */
export async function tryRules(tx: Tx, { leadId, facts, policy, pointers }: Trying) {
  const clock = await readClock(tx, new Date())
  const fields = fieldsOf(await readFields(tx))
  const at = {
    now: clock.now,
    day: clock.day,
    pointers: new Map([[leadId, pointers]]),
    people: await readPeople(tx),
  }
  const roster = await store.facts(tx, policy, at)
  const { assign } = assigner(policy, fields, clock)
  const looks = policy.rules.map((rule) =>
    lookOf(rule, { policy, fields, clock, lead: { leadId, facts }, roster }),
  )
  const assignment = assign({ facts, leadId }, roster)
  const { to, ruleId } = assignment
  const names = await holderNames(tx, [
    ...looks.flatMap((field) => field?.all.map(({ userId }) => userId) ?? []),
    ...(to.id ? [to.id] : []),
  ])
  const taking = policy.rules.findIndex((rule) => rule.id === ruleId)
  return {
    rules: policy.rules.map((rule, i) => {
      const candidates = candidatesOf(looks[i], { roster, names })
      const fits = matches(rule.when, fields, clock)(facts)
      return {
        id: rule.id,
        name: rule.name,
        fires: rule.id === ruleId,
        because: because(rule, {
          policy,
          fits,
          later: taking >= 0 && i > taking,
          fires: i === taking,
          asked: candidates,
        }),
        candidates,
        pointed: looks[i]?.pointed?.because ?? null,
      }
    }),
    holder: { ...to, name: to.id ? (names.get(to.id) ?? null) : null },
    until: assignment.wake ?? null,
  }
}

interface Looking {
  readonly policy: AssignPolicy
  readonly fields: Fields
  readonly clock: Clock
  readonly lead: Asking
  readonly roster: Roster
}

/** Whom a rule sees of a lead, whether or not its condition holds of it; undefined for one that names no reps. */
function lookOf(rule: AssignRule, { policy, fields, lead, roster }: Looking): Field | undefined {
  return givesToReps(rule) ? ready(rule, fields, mannersOf(policy)).look(lead, roster) : undefined
}

function candidatesOf(
  field: Field | undefined,
  { roster, names }: { roster: Roster; names: ReadonlyMap<string, string> },
) {
  const turns = field ? roster.turns.get(field.key) : undefined
  const why = new Map(field?.without.map((each) => [each.userId, each.because]))
  return (field?.all ?? []).map(({ userId, holding }) => ({
    id: userId,
    name: names.get(userId) ?? '',
    ok: !why.has(userId),
    because: why.get(userId) ?? 'free',
    given: turns?.get(userId)?.given ?? 0,
    holding,
  }))
}

interface Tested {
  readonly policy: AssignPolicy
  readonly fits: boolean
  readonly later: boolean
  readonly fires: boolean
  readonly asked: readonly { because: string }[]
}

function because(rule: AssignRule, { policy, fits, later, fires, asked }: Tested): string {
  if (fires) return 'fires'
  if (!rule.active) return 'inactive'
  if (!isInForce(rule, policy)) return 'mode'
  if (!fits) return 'condition'
  if (later) return 'earlier'
  if (pointerOf(rule) && asked.length === 0) return 'unpointed'
  return asked.some(({ because: why }) => !isOff(why as Obstacle)) ? 'capacity' : 'nobody'
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
    .filter((rule) => isInForce(rule, policy))
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

const DAY = 86_400_000 // ms

/** What everybody got by each rule in force beside their share, and the good leads beside the floor; as far as the reader sees them. */
export async function fairness(tx: Tx, caller: UserCaller, { days, now }: { days: number; now: Date }) {
  const policy = (await currentPolicy(tx, 'assign'))?.body
  const people = await peopleOf(tx, caller, now)
  const sees = ({ userId }: { userId: string }) => !people || people.includes(userId)
  const since = new Date(+now - days * DAY)
  const given = Map.groupBy(await readGiven(tx, since), ({ ruleId }) => ruleId)
  const explored = policy ? await exploredBy(tx, policy, since) : []
  const rules = (policy?.rules ?? []).filter((rule) => isInForce(rule, policy!) && given.has(rule.id))
  const floor = policy ? await floorOf(tx, policy, now) : null
  const ids = [...given.values()].flat().map(({ userId }) => userId)
  return {
    rules: rules.map(({ id, name }) => ({
      id,
      name,
      reps: given
        .get(id)!
        .filter(sees)
        .map(({ ruleId: _, ...rep }) => rep),
    })),
    floor: floor && { ...floor, reps: floor.reps.filter(sees) },
    explored: explored.map((rule) => ({ ...rule, reps: rule.reps.filter(sees) })),
    names: Object.fromEntries(
      await holderNames(tx, [
        ...ids,
        ...[...(floor?.reps ?? []), ...explored.flatMap(({ reps }) => reps)].map(({ userId }) => userId),
      ]),
    ),
  }
}

/** What exploration found of the rules that give to the likeliest, in the order of the rules. */
async function exploredBy(tx: Tx, { rules }: AssignPolicy, since: Date) {
  const byMerit = rules.filter(({ strategy }) => strategy.kind === 'best')
  if (byMerit.length === 0) return []
  const given = await givenByMerit(tx, { ruleIds: byMerit.map(({ id }) => id), since })
  const told = new Map(found(given).map((each) => [each.ruleId, each]))
  return byMerit.flatMap(({ id, name }) => {
    const own = told.get(id)
    if (!own) return []
    const reps = own.reps.map((rep) => ({
      ...rep,
      estimate: rep.effective < FEWEST_TOLD ? null : rep.estimate,
    }))
    return [{ ...own, name, reps }]
  })
}

async function floorOf(tx: Tx, policy: AssignPolicy, now: Date) {
  if (!policy.mode || policy.mode.floor.share === 0) return null
  const { share, days, grades } = policy.mode.floor
  const good = await readGood(tx, { since: new Date(+now - days * DAY), grades })
  const roster = standingRoster(await store.readStanding(tx, policy.rules, now))
  const reps = [...new Set(policy.rules.flatMap((rule) => mayGet(rule, roster)).map(({ userId }) => userId))]
  const got = new Map(good.map((each) => [each.userId, each.good]))
  const all = reps.reduce((sum, userId) => sum + (got.get(userId) ?? 0), 0)
  const least = reps.length > 0 ? Math.floor((share * all) / reps.length) : 0
  return { share, days, grades, least, reps: reps.map((userId) => ({ userId, good: got.get(userId) ?? 0 })) }
}
