import {
  type MatchAction,
  type MatchPolicy,
  type MatchRule,
  type MatchTerm,
  usualManners,
} from '../rules/matching.ts'

type PlainKind = Exclude<MatchTerm['kind'], 'phoneEnd' | 'companyLike' | 'nameLike' | 'field' | 'logic'>

/** What a rule does, the same with a held lead wherever it is; with what is over only what can be done there. */
export function doing(action: MatchAction): MatchRule['does'] {
  const gentle = action === 'merge' || action === 'reenquire' ? 'link' : action
  return {
    rep: action,
    pool: action,
    kept: action === 'reenquire' ? 'merge' : action,
    closed: gentle === 'alert' ? 'refuse' : gentle,
    converted: gentle,
    customer: gentle,
  }
}

/** A rule over named terms. */
export function ruleOf(logic: string, action: MatchAction, more: Partial<MatchRule> = {}): MatchRule {
  return {
    id: logic.replaceAll(/\W/gu, '') || 'rule',
    name: logic,
    logic,
    strength: 'certain',
    against: 'both',
    does: doing(action),
    active: true,
    ...more,
  }
}

/** A policy of one rule for each kind, in their order, all doing the same. */
export function policyBy(action: MatchAction, ...kinds: PlainKind[]): MatchPolicy {
  return {
    terms: kinds.map((kind) => ({ name: kind, kind })),
    rules: kinds.map((kind) => ruleOf(kind, action)),
    ...usualManners,
  }
}
