import type { MatchPolicy } from '../../../../contract/policy.ts'

/** A lead that is held, as far as matching looks at it. */
export interface Held {
  readonly leadId: string
  readonly personId: string
  readonly open: boolean
  readonly arrivedAt: Date
}

/** Who holds which exact key, oldest first: leads held before the batch, then those the batch has made so far. */
export type Holders = Map<string, Held[]>

export interface Asked {
  /** Exact keys of lead/keys.ts: `x:` external id, `p:` phone, `e:` e-mail, `w:` WeChat. */
  readonly keys: readonly string[]
  readonly policy: MatchPolicy
}

/**
 * What matching says of an arrival:
 * again   the same external id came before: a second delivery of the same touch;
 * refuse  the person is held and the source refuses duplicates;
 * link    the person is held open and the source links re-enquiries to that lead;
 * flag    the person is held (or was, and is closed): a lead of its own, pointing at the former one;
 * new     nobody knows them.
 * `by` is the key that matched.
 */
export type Match =
  | { readonly verdict: 'new' }
  | { readonly verdict: 'again' | 'refuse' | 'link' | 'flag'; readonly held: Held; readonly by: string }

const letters = { phone: 'p:', email: 'e:', wechat: 'w:' } as const

/** Decides one arrival: same external id first, then the policy's terms in order, open leads before closed ones. */
export function match({ keys, policy }: Asked, holders: Holders): Match {
  const again = find(keys, 'x:', holders)
  if (again) return { verdict: 'again', ...again }
  for (const term of policy.terms) {
    const found = find(keys, letters[term], holders)
    if (!found) continue
    // A closed lead has nobody to tell: linking to it would lose the enquiry.
    if (policy.onMatch === 'link' && !found.held.open) return { verdict: 'flag', ...found }
    return { verdict: policy.onMatch, ...found }
  }
  return { verdict: 'new' }
}

function find(
  keys: readonly string[],
  letter: string,
  holders: Holders,
): { held: Held; by: string } | undefined {
  for (const key of keys) {
    const held = key.startsWith(letter) ? holders.get(key) : undefined
    const best = held?.find(({ open }) => open) ?? held?.[0]
    if (best) return { held: best, by: key }
  }
  return undefined
}

/** Makes a lead known, under the keys the batch has brought for it, to the arrivals after it. */
export function remember(holders: Holders, keys: readonly string[], held: Held): void {
  for (const key of keys) {
    const known = holders.get(key)
    if (!known) holders.set(key, [held])
    else if (!known.some(({ leadId }) => leadId === held.leadId)) known.push(held)
  }
}
