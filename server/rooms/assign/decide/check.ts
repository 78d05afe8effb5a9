/**
 * What would go wrong with assignment rules, seen before they are published. At run time each of these ends in the next rule
 * or the fallback pool, with a reason. A loop cannot be written: what a rule does when nobody is free is to wait, to give to
 * a pool, or to ask the rules after it, never those before.
 */
import type { AssignProblem } from '../../../../contract/assign-check.ts'
import type { AssignPolicy, AssignRule, Who } from '../../../../contract/assign.ts'
import type { PointerKind } from '../../../lead/pointed.ts'
import { isInForce } from './assigner.ts'
import { circleOf, pointerOf } from './candidates.ts'
import { givesToReps } from './choose.ts'
import { mapProblems, type TerritoryMap } from './mapProblems.ts'
import { orderProblems } from './order.ts'
import { type Found, said } from './problems.ts'
import type { Rep, Roster } from './roster.ts'
import { weightOf } from './turn.ts'

/** Somebody or something a rule may name. */
interface Named {
  readonly name: string
  /** Left, or archived. */
  readonly gone: boolean
}

/** What rules are checked against. */
export interface Ground {
  /** Every rep, as they stand now; loads do not matter. */
  readonly reps: ReadonlyMap<string, Rep>
  readonly people: ReadonlyMap<string, Named>
  readonly teams: ReadonlyMap<string, Named>
  readonly pools: ReadonlyMap<string, Named & { readonly members: number }>
  /** The grades that scorecards give. */
  readonly grades: ReadonlySet<string>
  /** How many things there are that could point at somebody; a kind that is not told is not judged. */
  readonly pointable: Readonly<Partial<Record<PointerKind, number>>>
  /** Where there are any. */
  readonly map?: TerritoryMap | undefined
  /** Leads that lately named more than one referrer. */
  readonly severalReferrers?: number
  /** Somebody has said when the organisation works, or that every hour counts. */
  readonly hoursSet: boolean
}

/** All that is wrong or odd, the policy's own problems last. */
export function problemsOf(policy: AssignPolicy, ground: Ground): AssignProblem[] {
  const own = policy.rules.flatMap((rule) =>
    ruleProblems(rule, ground).map((found) => ({ ...found, ruleId: rule.id })),
  )
  const whole = [
    ...poolProblems(policy.fallbackPoolId, ground),
    ...(ground.reps.size === 0 && policy.rules.some(asksReps) ? [said.noReps()] : []),
    ...(policy.rules.length > 0 && !policy.rules.some((rule) => isInForce(rule, policy))
      ? [said.noneInForce()]
      : []),
  ].map((found): AssignProblem => ({ ...found, ruleId: null }))
  return [...own, ...orderProblems(policy), ...whole]
}

function ruleProblems(rule: AssignRule, ground: Ground): Found[] {
  const gone = goneIn(rule, ground)
  if (!rule.active || gone.length > 0) return gone
  const unset = rule.hours === 'onDuty' && !ground.hoursSet && givesToReps(rule) ? [said.hoursUnset()] : []
  return [...unset, ...whoProblems(rule, ground), ...elsewhere(rule, ground)]
}

const sharing: ReadonlySet<string> = new Set(['roundRobin', 'quota', 'leastLoaded', 'best', 'tier'])

function asksReps({ active, strategy }: AssignRule): boolean {
  return active && sharing.has(strategy.kind)
}

/** The reps that `who` says. */
export function circle(who: Who | undefined, { reps }: Pick<Ground, 'reps'>): readonly Rep[] {
  return circleOf(who)({ reps } as Roster)
}

// With no reps at all the policy is told so once, and not each of its rules.
function whoProblems(rule: AssignRule, ground: Ground): Found[] {
  const { strategy, caps } = rule
  if (strategy.kind === 'rep') {
    const rep = ground.reps.get(strategy.userId)
    return caps?.daily === 0 || caps?.weekly === 0
      ? [said.capZero()]
      : rep && isShut(rep)
        ? [said.full()]
        : []
  }
  if (!sharing.has(strategy.kind) || ground.reps.size === 0) return []
  const all = circle(rule.who, ground)
  if (all.length === 0) return [nobodyIn(rule, ground)]
  return [
    ...(rule.who?.fits ?? [])
      .filter(({ trait }) => all.every(({ traits }) => (traits[trait]?.length ?? 0) === 0))
      .map(() => said.unfit()),
    ...(caps?.daily === 0 || caps?.weekly === 0 ? [said.capZero()] : []),
    ...(all.every(isShut) ? [said.full()] : []),
    ...shareProblems(rule, all),
    ...tierProblems(rule, ground),
  ]
}

const isShut = ({ holdingMax, dailyMax, weeklyMax }: Rep) =>
  holdingMax === 0 || dailyMax === 0 || weeklyMax === 0

function nobodyIn({ who }: AssignRule, ground: Ground): Found {
  const missing = (who?.tiers ?? []).filter(
    (tier) => ![...ground.reps.values()].some((rep) => rep.tier === tier),
  )
  return missing.length > 0 && missing.length === who?.tiers?.length
    ? said.tierNobody(missing, 'error')
    : said.nobody()
}

function shareProblems(rule: AssignRule, all: readonly Rep[]): Found[] {
  const { strategy } = rule
  if (strategy.kind === 'quota' && all.every(({ userId }) => (strategy.quotas[userId] ?? 0) === 0))
    return [said.quotaZero()]
  return all.every(({ userId }) => weightOf(rule, userId) === 0) ? [said.weightZero()] : []
}

function tierProblems({ strategy, who }: AssignRule, ground: Ground): Found[] {
  if (strategy.kind !== 'tier') return []
  const { lines } = strategy
  const grades = lines.flatMap((line) => line.grades)
  const unknown = [...new Set(grades)].filter((grade) => !ground.grades.has(grade))
  const empty = lines.filter((line) => circle({ ...who, tiers: line.tiers }, ground).length === 0)
  const severity = (all: boolean) => (all ? 'error' : 'warning')
  return [
    ...(unknown.length > 0
      ? [said.gradeUnknown(unknown, severity(unknown.length === new Set(grades).size))]
      : []),
    ...(empty.length > 0
      ? [
          said.tierNobody(
            empty.flatMap(({ tiers }) => tiers),
            severity(empty.length === lines.length),
          ),
        ]
      : []),
  ]
}

/** Where a rule gives to a pool, or leaves it to something outside the rules. */
function elsewhere(rule: AssignRule, ground: Ground): Found[] {
  const { strategy, nobody } = rule
  const pointer = pointerOf(rule)
  const steps = strategy.kind === 'claimWindow' ? strategy.steps : []
  return [
    ...('poolId' in strategy ? poolProblems(strategy.poolId, ground) : []),
    ...(nobody?.kind === 'pool' ? poolProblems(nobody.poolId, ground) : []),
    ...steps.flatMap(({ who }, i) => (circle(who, ground).length === 0 ? [said.stepNobody(i + 1)] : [])),
    ...(pointer && ground.pointable[pointer] === 0 ? [said.unpointed(pointer)] : []),
    ...(pointer === 'territory' && ground.map ? mapProblems(rule, ground.map) : []),
    ...(pointer === 'referral' && ground.severalReferrers
      ? [said.severalReferrers(ground.severalReferrers)]
      : []),
  ]
}

function poolProblems(poolId: string, { pools }: Ground): Found[] {
  const pool = pools.get(poolId)
  if (!pool || pool.gone) return [said.gone([pool?.name ?? ''], 'pool')]
  return pool.members === 0 ? [said.poolEmpty(pool.name)] : []
}

/** People who left and teams that are no more, wherever a rule names them. */
function goneIn({ who, strategy }: AssignRule, { people, teams }: Ground): Found[] {
  const circles = [who, ...(strategy.kind === 'claimWindow' ? strategy.steps.map((step) => step.who) : [])]
  const users = [
    ...circles.flatMap((each) => each?.userIds ?? []),
    ...(strategy.kind === 'rep' ? [strategy.userId] : []),
    ...(strategy.kind === 'quota' ? Object.keys(strategy.quotas) : []),
    ...(strategy.kind === 'roundRobin' ? Object.keys(strategy.weights ?? {}) : []),
  ]
  const missing = (ids: readonly string[], known: ReadonlyMap<string, Named>) =>
    [...new Set(ids)].flatMap((id) => (known.get(id)?.gone === false ? [] : [known.get(id)?.name ?? '']))
  const left = missing(users, people)
  const closed = missing(
    circles.flatMap((each) => each?.teamIds ?? []),
    teams,
  )
  return [
    ...(left.length > 0 ? [said.gone(left, 'person')] : []),
    ...(closed.length > 0 ? [said.gone(closed, 'team')] : []),
  ]
}
