import type { MatchPolicy } from '../../../../contract/policy.ts'

/** A lead that is held, as far as matching looks at it. */
export interface Held {
  readonly leadId: string
  readonly personId: string
  readonly open: boolean
  /** In quarantine: a re-enquiry may bring what it waits for. */
  readonly quarantined?: boolean
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

/** Decides one arrival: same external id first, then open leads before closed ones, each by the policy's terms in order. */
export function match({ keys, policy }: Asked, holders: Holders): Match {
  const [again] = holdersOf(keys, 'x:', holders)
  if (again) return { verdict: 'again', ...again }
  const found = policy.terms.flatMap((term) => holdersOf(keys, letters[term], holders))
  const best = found.find(({ held }) => held.open) ?? found[0]
  if (!best) return { verdict: 'new' }
  // A closed lead has nobody to tell: linking to it would lose the enquiry.
  if (policy.onMatch === 'link' && !best.held.open) return { verdict: 'flag', ...best }
  return { verdict: policy.onMatch, ...best }
}

function holdersOf(keys: readonly string[], letter: string, holders: Holders): { held: Held; by: string }[] {
  return keys
    .filter((key) => key.startsWith(letter))
    .flatMap((by) => (holders.get(by) ?? []).map((held) => ({ held, by })))
}

/** Makes a lead known, under the keys the batch has brought for it, to the arrivals after it. */
export function remember(holders: Holders, keys: readonly string[], held: Held): void {
  for (const key of keys) {
    const known = holders.get(key)
    if (!known) holders.set(key, [held])
    else if (!known.some(({ leadId }) => leadId === held.leadId)) known.push(held)
  }
}
