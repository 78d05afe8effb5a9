import type { PolicyBody, PolicyKind } from '../../../contract/policy.ts'
import { wordsIn } from '../../app/language.tsx'
import type { Line } from './diff.ts'
import {
  plain,
  sayAssign,
  sayFallback,
  sayGrades,
  sayRecycle,
  sayRequirement,
  sayTag,
  sayTerm,
} from './saying.ts'
import type { Said, Saying } from './saying.ts'
import { sayMatchRule, sayTold } from './sayMatch.ts'
import { policyWords } from './words.ts'

type Lines = { readonly [K in PolicyKind]: (body: PolicyBody<K>, say: Saying) => Line[] }

const lineOf = (key: string, parts: Said): Line => ({ key, text: plain(parts) })

const lines: Lines = {
  assign: (body, say) => [
    ...body.rules.map((rule) =>
      lineOf(rule.id, [rule.name, ...(rule.name ? [' · '] : []), ...sayAssign(rule, say)]),
    ),
    lineOf('fallback', sayFallback(body.fallbackPoolId, say)),
  ],
  recycle: (body, say) => body.rules.map((rule) => lineOf(rule.id, sayRecycle(rule, say))),
  tags: (body, say) => body.rules.map((rule) => lineOf(rule.id, sayTag(rule, say))),
  score: (body, say) => [
    ...body.terms.map((term) => lineOf(term.id, sayTerm(term, say))),
    lineOf('grades', [sayGrades(body, say)]),
  ],
  gate: (body, say) => [
    lineOf('mode', [
      wordsIn(policyWords, say.lang)[body.mode === 'refuse' ? 'modeRefuse' : 'modeQuarantine'],
    ]),
    // Requirements have no ids of their own: a changed one is one gone and one come.
    ...body.requirements.map((one) => lineOf(plain(sayRequirement(one, say)), sayRequirement(one, say))),
  ],
  match: (body, say) => [
    ...body.rules.map((rule) =>
      lineOf(rule.id, [rule.name, ...(rule.name ? [' · '] : []), ...sayMatchRule(rule, body.terms, say)]),
    ),
    lineOf('told', [sayTold(body, say)]),
  ],
}

/** A policy as lines to read and to compare, one for each rule and one for each setting beside them. */
export function linesOf<K extends PolicyKind>(kind: K, body: PolicyBody<K>, say: Saying): Line[] {
  return lines[kind](body, say)
}
