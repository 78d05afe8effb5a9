import { defaultMerge } from '../../../contract/policy.ts'
import type { PolicyBody, PolicyKind } from '../../../contract/policy.ts'
import { plainCard } from '../../../contract/scorecard.ts'
import { usualManners } from '../../../rules/matching.ts'

/** A draft as this device keeps it: the body, and the version it was begun on. */
export interface Kept<K extends PolicyKind> {
  readonly over: number
  readonly body: PolicyBody<K>
}

/** What a policy is before anybody published one. */
export const blank: { readonly [K in PolicyKind]: PolicyBody<K> } = {
  gate: { preset: 'custom', mode: 'quarantine', requirements: [] },
  match: { terms: [], rules: [], ...usualManners },
  score: plainCard([], []),
  assign: { rules: [], fallbackPoolId: '' },
  recycle: { rules: [] },
  tags: { rules: [] },
  merge: defaultMerge,
  compliance: { rules: [] },
  profile: { profiles: [] },
}

const keyOf = (org: string, kind: PolicyKind, scope: string) => `sluice.draft.${org}.${kind}.${scope}`

/** The draft kept on this device, or undefined. */
export function readKept<K extends PolicyKind>(org: string, kind: K, scope: string): Kept<K> | undefined {
  try {
    const text = localStorage.getItem(keyOf(org, kind, scope))
    if (text === null) return undefined
    const kept = JSON.parse(text) as Kept<K>
    // One that an older release kept, in a shape that is no more, is as good as none.
    return Object.keys(blank[kind]).every((part) => part in kept.body) ? kept : undefined
  } catch {
    return undefined
  }
}

/** Keeps a draft on this device, or forgets it. */
export function keepDraft<K extends PolicyKind>(
  at: { org: string; kind: K; scope: string },
  kept: Kept<K> | undefined,
): void {
  const key = keyOf(at.org, at.kind, at.scope)
  if (kept) localStorage.setItem(key, JSON.stringify(kept))
  else localStorage.removeItem(key)
}

/** Whether two bodies say the same; the order of an object's keys does not matter, the server keeps another one. */
export function sameBody(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(raw: unknown): unknown {
  if (Array.isArray(raw)) return raw.map(sorted)
  if (typeof raw !== 'object' || raw === null) return raw
  return Object.fromEntries(
    Object.entries(raw)
      .filter(([, value]) => value !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, sorted(value)]),
  )
}
