import { makeUpsOf } from '../../../contract/assign.ts'
import type { PolicyBody, PolicyKind } from '../../../contract/policy.ts'
import { wordsIn } from '../../app/language.tsx'
import type { Line } from './diff.ts'
import { mergePolicyWords } from './mergeWords.ts'
import { plain, sayAssign, sayCompliance, sayFallback, sayRecycle, sayRequirement, sayTag } from './saying.ts'
import type { Said, Saying } from './saying.ts'
import { sayLikelihood, sayMatchRule, sayProtects, sayTold } from './sayMatch.ts'
import { sayMakeUps, sayMode } from './sayMode.ts'
import { sayDisqualifier, sayFitting, sayProfile, sayProfileCriterion } from './sayProfile.ts'
import { sayCard, sayCriterion, sayGrading, sayGroup } from './sayScore.ts'
import { valueLines } from './sayValuePolicy.ts'
import { policyWords } from './words.ts'

type Lines = { readonly [K in PolicyKind]: (body: PolicyBody<K>, say: Saying) => Line[] }

const lineOf = (key: string, parts: Said): Line => ({ key, text: plain(parts) })

const lines: Lines = {
  assign: (body, say) => [
    ...body.rules.map((rule) =>
      lineOf(rule.id, [
        rule.name,
        ...(rule.name ? [' · '] : []),
        ...sayAssign(rule, { ...say, whole: true }),
      ]),
    ),
    lineOf('fallback', sayFallback(body.fallbackPoolId, say)),
    ...(body.mode ? [lineOf('assign mode', [sayMode(body.mode, say)])] : []),
    lineOf('make-ups', [sayMakeUps(makeUpsOf(body), say)]),
  ],
  recycle: (body, say) => body.rules.map((rule) => lineOf(rule.id, sayRecycle(rule, say))),
  tags: (body, say) => body.rules.map((rule) => lineOf(rule.id, sayTag(rule, say))),
  score: (body, say) =>
    body.cards.flatMap((card) => [
      lineOf(card.id, [sayCard(card, say)]),
      ...card.groups.flatMap((group) => [
        lineOf(`group ${group.id}`, [sayGroup(group, say)]),
        ...group.criteria.map((criterion) => lineOf(criterion.id, sayCriterion(criterion, say))),
      ]),
      lineOf(`grades ${card.id}`, [sayGrading(card.grading, say)]),
    ]),
  gate: (body, say) => [
    lineOf('mode', [
      wordsIn(policyWords, say.lang)[body.mode === 'refuse' ? 'modeRefuse' : 'modeQuarantine'],
    ]),
    // Requirements have no ids of their own: a changed one is one gone and one come.
    ...(body.kinds ?? []).map(({ id, name, when }) =>
      lineOf(`kind ${id}`, [name, wordsIn(policyWords, say.lang).because, say.condition(when)]),
    ),
    ...body.requirements.map((one) => {
      const said = sayRequirement(one, say, body)
      return lineOf(plain(said), said)
    }),
  ],
  compliance: (body, say) =>
    body.rules.map((rule) =>
      lineOf(rule.id, [rule.name, ...(rule.name ? [' · '] : []), ...sayCompliance(rule, say)]),
    ),
  match: (body, say) => [
    ...body.rules.map((rule) =>
      lineOf(rule.id, [rule.name, ...(rule.name ? [' · '] : []), ...sayMatchRule(rule, body.terms, say)]),
    ),
    lineOf('told', [sayTold(body, say)]),
    lineOf('protects', [sayProtects(body, say)]),
    ...sayLikelihood(body, say).map((said) => lineOf('likelihood', [said])),
  ],
  value: valueLines,
  profile: (body, say) =>
    body.profiles.flatMap((profile) => [
      lineOf(profile.id, [sayProfile(profile, say)]),
      ...profile.disqualifiers.map((line) => lineOf(line.id, sayDisqualifier(line, say))),
      ...profile.criteria.map((line) => lineOf(line.id, sayProfileCriterion(line, say))),
      lineOf(`fits ${profile.id}`, [sayFitting(profile, say)]),
    ]),
  merge: (body, say) => {
    const w = wordsIn(mergePolicyWords, say.lang)
    const of = (field: string) =>
      field === '*' ? w.allOther : field === 'touch' ? w.touch : say.field(field)
    return [
      lineOf('survivor', [w.survivorBy(body.survivor.map((each) => w[each]).join(w.next))]),
      ...Object.entries(body.fields).map(([field, criteria]) =>
        lineOf(`field ${field}`, [of(field), w.because, criteria.map((each) => w[each]).join(w.next)]),
      ),
      ...(body.sources.length > 0
        ? [lineOf('sources', [w.trusted(body.sources.map((id) => say.source(id) ?? w.gone).join(w.next))])]
        : []),
      lineOf('share', [body.share ? w.shareYes : w.shareNo]),
    ]
  },
}

/** A policy as lines to read and to compare, one for each rule and one for each setting beside them. */
export function linesOf<K extends PolicyKind>(kind: K, body: PolicyBody<K>, say: Saying): Line[] {
  return lines[kind](body, say)
}
