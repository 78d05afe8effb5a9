import type { MatchTerm } from '../../../../rules/matching.ts'
import type { ReadyTerm } from './terms.ts'

/** Stands between the two keys of a joined probe; no key has it. */
const AND = '\n'

/**
 * Kinds by which so many may be found (all of one company, all called 王伟) that two of them are looked up together: whoever
 * has both keys, or one and some key that begins like the other. Each is told by a record's own values.
 */
const kinds: ReadonlySet<MatchTerm['kind']> = new Set([
  'company',
  'address',
  'domain',
  'name',
  'pinyin',
  'companyLike',
])

export function isJoined({ kind }: MatchTerm): boolean {
  return kinds.has(kind)
}

/** Two terms as one to search by: its probes find whoever both of them find. */
export function joined(one: ReadyTerm, other: ReadyTerm): ReadyTerm {
  const both = (of: 'probes' | 'marks'): ReadyTerm['probes'] => {
    return (record) => {
      const others = other[of](record)
      return others.length === 0
        ? others
        : one[of](record).flatMap((key) => others.map((also) => key + AND + also))
    }
  }
  return {
    agrees: (a, b) => one.agrees(a, b) && other.agrees(a, b),
    probes: both('probes'),
    marks: both('marks'),
    byKeys: false,
  }
}
