/** Two leads that are to be one. */
export interface Tied {
  readonly a: { readonly leadId: string }
  readonly b: { readonly leadId: string }
}

/** Pairs joined to sets without a lead in common: a and b, b and c are one set of three. In the pairs' order. */
export function setsOf(pairs: readonly Tied[]): readonly (readonly string[])[] {
  const setOf = new Map<string, Set<string>>()
  for (const { a, b } of pairs) {
    const [one, two] = [a.leadId, b.leadId].map((leadId) => setOf.get(leadId) ?? new Set([leadId]))
    const joined = new Set([...(one ?? []), ...(two ?? [])])
    for (const leadId of joined) setOf.set(leadId, joined)
  }
  return [...new Set(setOf.values())].map((set) => [...set])
}
