import type { MatchTerm } from '../../../../rules/matching.ts'

/** Every kind of comparison, in the order it is offered. */
export const termKinds: readonly MatchTerm['kind'][] = [
  'phone',
  'email',
  'wechat',
  'creditCode',
  'company',
  'companyLike',
  'name',
  'pinyin',
  'nameLike',
  'domain',
  'address',
  'phoneEnd',
  'field',
  'logic',
]

/** A term of a kind as it begins. */
export function freshTerm(kind: MatchTerm['kind'], name: string): MatchTerm {
  switch (kind) {
    case 'phoneEnd':
      return { name, kind, digits: 8 }
    case 'companyLike':
      return { name, kind, atLeast: 0.8, by: 'pairs' }
    case 'nameLike':
      return { name, kind, atLeast: 0.9 }
    case 'field':
      return { name, kind, field: 'title' }
    case 'logic':
      return { name, kind, logic: '' }
    default:
      return { name, kind }
  }
}
