import type { Kind } from './kind.ts'

/** Between the values of one record that has several: its phones, its mailboxes. */
export const BETWEEN = '\n'

/** A kind of which a record may have several values: two records are as alike as the two most alike of theirs. */
export function several<P>(kind: Kind<P>): Kind<readonly P[]> {
  return {
    ...kind,
    prepare(value, corpus) {
      const all = value.split(BETWEEN).flatMap((each) => kind.prepare(each, corpus) ?? [])
      return all.length > 0 ? all : null
    },
    compare(some, others) {
      let best = kind.levels.length
      for (const a of some) for (const b of others) best = Math.min(best, kind.compare(a, b))
      return best
    },
    keys: (all) => all.flatMap((each) => kind.keys(each)),
  }
}
