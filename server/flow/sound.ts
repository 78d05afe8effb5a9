import type { checkAssign } from '../../contract/assign-check.ts'
import type { AssignPolicy } from '../../contract/assign.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/refusals.ts'
import { allGrades } from '../../contract/scoring/grades.ts'
import type { Lang } from '../../contract/shapes.ts'
import { fieldsOf } from '../../rules/fields.ts'
import type { Tx } from '../db/db.ts'
import { readFields } from '../lead/fields.ts'
import type { PointerKind } from '../lead/pointed.ts'
import { readCalendar } from '../people/time.ts'
import { checkPolicy } from '../policy/check.ts'
import type { Wish } from '../policy/gate.ts'
import { currentPolicy, wasPublished } from '../policy/store.ts'
import { circle, type Ground, problemsOf } from '../rooms/assign/decide/check.ts'
import { readGround } from '../rooms/assign/store/ground.ts'
import { countCohorts } from '../rooms/cohort/store/plan.ts'
import { countReferrers, countSeveral } from '../rooms/referral/store/setting.ts'
import { mapFor } from '../rooms/territory/service.ts'
import { countTerritories } from '../rooms/territory/store/terms.ts'

/**
 * What would go wrong with a draft of the assignment rules, and whom each rule may give to. Writes nothing. Refuses a draft
 * that is no policy: `policy.invalid`, `condition.invalid`.
 */
export async function checkRules(
  tx: Tx,
  raw: AssignPolicy,
  lang: Lang,
): Promise<ReplyOf<typeof checkAssign>> {
  const draft = checkPolicy('assign', raw, { fields: fieldsOf(await readFields(tx)), lang })
  const ground = await groundOf(tx, draft, new Date())
  const reps = [...ground.reps.values()]
  const places = new Map(reps.map(({ userId }, i) => [userId, i]))
  return {
    problems: problemsOf(draft, ground),
    reps: reps.map(({ userId, tier, traits }) => ({
      id: userId,
      name: ground.people.get(userId)?.name ?? '',
      tier,
      traits: traits as Record<string, string[]>,
    })),
    circles: Object.fromEntries(
      circlesOf(draft).map(([key, who]) => [
        key,
        circle(who, ground).map(({ userId }) => places.get(userId)!),
      ]),
    ),
    grades: [...ground.grades],
  }
}

function circlesOf({ rules }: AssignPolicy) {
  return rules.flatMap(({ id, who, strategy }) => [
    [id, who] as const,
    ...(strategy.kind === 'claimWindow'
      ? strategy.steps.map((step, i) => [`${id}/${i}`, step.who] as const)
      : []),
  ])
}

/**
 * Refuses `assign.unsound` for assignment rules of which one could never give a lead, saying which and what mends it;
 * `assign.unsound_again` for those that were published before and have become so.
 */
export async function soundGate(tx: Tx, { body, lang, now }: Wish): Promise<null> {
  const policy = body as AssignPolicy
  const [worst] = problemsOf(policy, await groundOf(tx, policy, now)).filter(
    ({ severity }) => severity === 'error',
  )
  if (!worst) return null
  const at = policy.rules.findIndex(({ id }) => id === worst.ruleId)
  const what = at < 0 ? worst.said[lang] : placed[lang](at + 1, policy.rules[at]!.name) + worst.said[lang]
  throw refuse((await wasPublished(tx, 'assign', body)) ? 'assign.unsound_again' : 'assign.unsound', { what })
}

const placed = {
  zh: (at: number, name: string) => `第 ${at} 条${name ? `“${name}”` : ''}，`,
  en: (at: number, name: string) => `rule ${at}${name ? ` "${name}"` : ''}: `,
}

/** How many things there are that can point at somebody, by whom that is known. */
const pointable: Readonly<Partial<Record<PointerKind, (tx: Tx) => Promise<number>>>> = {
  territory: countTerritories,
  cohort: countCohorts,
  referral: countReferrers,
}

const LATELY = 30 * 86_400_000 // ms

async function groundOf(tx: Tx, { rules }: AssignPolicy, now: Date): Promise<Ground> {
  const goes = (kind: PointerKind) => rules.some(({ active, strategy }) => active && strategy.kind === kind)
  const score = await currentPolicy(tx, 'score')
  const counted = Object.entries(pointable).map(async ([kind, count]) => [kind, await count(tx)] as const)
  return {
    ...(await readGround(tx, now)),
    grades: new Set(allGrades(score ? [score.body] : []).filter((grade) => grade !== '')),
    pointable: Object.fromEntries(await Promise.all(counted)),
    hoursSet: (await readCalendar(tx)) !== null,
    map: goes('territory') ? await mapFor(tx, now) : undefined,
    severalReferrers: goes('referral') ? await countSeveral(tx, new Date(+now - LATELY)) : 0,
  }
}
