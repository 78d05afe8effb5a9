import { z } from 'zod'
import { type PolicyBody, policyBodies, type PolicyKind } from '../../contract/policy.ts'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { Fields } from '../../rules/fields.ts'
import { matchProblemSentence } from '../../rules/matching-problems.ts'
import { checkMatching } from '../../rules/matching.ts'
import { checked } from '../lead/condition.ts'
import { checkScore } from './checkScore.ts'

/**
 * A policy's body as it came, checked: its shape, every condition in it against the organisation's fields, and that no
 * two lines share an id. Refuses `policy.invalid`, `condition.invalid` or `score.invalid` saying what and where.
 */
export function checkPolicy<K extends PolicyKind>(
  kind: K,
  raw: unknown,
  at: { fields: Fields; lang: Lang },
): PolicyBody<K> {
  if (beforeProfile.has(kind) && asksVerdict(raw))
    throw refuse('policy.invalid', { what: verdictTooEarly[at.lang] })
  if (kind === 'score') return checkScore(raw, at) as PolicyBody<K>
  const parsed = policyBodies[kind].safeParse(raw)
  if (!parsed.success) throw refuse('policy.invalid', { what: z.prettifyError(parsed.error) })
  for (const condition of conditionsOf(parsed.data)) checked(condition, at.fields, at.lang)
  const ids = idsOf(parsed.data)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice) throw refuse('policy.invalid', { what: `id ${twice} × 2` })
  if ('told' in parsed.data) {
    const [problem] = checkMatching(parsed.data, at.fields)
    if (problem) throw refuse('policy.invalid', { what: matchProblemSentence(problem, at.lang) })
  }
  return parsed.data as PolicyBody<K>
}

/** What is decided of a lead before it is judged beside the ideal customer. */
const beforeProfile: ReadonlySet<PolicyKind> = new Set(['gate', 'tags', 'score', 'profile'])

const verdictTooEarly = {
  zh: '客户画像在准入、标签、评分之后才判断，这里还问不到；可用于分配、回收和列表',
  en: 'A lead is judged beside the ideal customer after gate, tags and score, so it cannot be asked here; assignment, recycling and lists can',
}

function asksVerdict(raw: unknown): boolean {
  return JSON.stringify(raw ?? null).includes('"field":"profileVerdict"')
}

type Line = { readonly id?: string; readonly when?: unknown }

function linesOf(body: PolicyBody<PolicyKind>): readonly Line[] {
  if ('told' in body) return body.rules
  if ('profiles' in body)
    return body.profiles.flatMap((profile) => [profile, ...profile.disqualifiers, ...profile.criteria])
  if ('rules' in body) return body.rules
  return 'requirements' in body ? [...body.requirements, ...(body.kinds ?? [])] : []
}

function conditionsOf(body: PolicyBody<PolicyKind>): unknown[] {
  return linesOf(body).flatMap(({ when }) => (when === undefined ? [] : [when]))
}

function idsOf(body: PolicyBody<PolicyKind>): string[] {
  return linesOf(body).flatMap(({ id }) => (id === undefined ? [] : [id]))
}
