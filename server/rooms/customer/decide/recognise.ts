/** A customer as recognition tells of them: whose they are, and what conditions may ask. */
export interface Holding {
  /** The key it was found by; an exact one says who it is. */
  readonly key: string
  readonly customerId: string
  readonly holderId: string | null
  readonly lifecycleStage: string
  readonly firstPurchaseOn: string | null
  readonly lastPurchaseOn: string | null
  readonly spend: number | null
  readonly currency: string | null
  readonly name: string | null
  readonly company: string | null
  readonly creditCode: string | null
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  readonly wechat: string | null
  readonly region: string | null
  readonly address: string | null
  readonly note: string | null
  readonly attrs: Readonly<Record<string, unknown>>
  readonly createdAt: Date
}

/** Which customers hold which exact key. */
export type Holdings = ReadonlyMap<string, readonly Holding[]>

/**
 * The customer an arrival is, by its exact keys in their order (phone before e-mail before WeChat). Of several who share
 * a key the one somebody holds, then the one who bought last: the others are former contacts of that number.
 */
export function recognise(keys: readonly string[], holdings: Holdings): Holding | null {
  for (const key of keys) {
    const [best] = [...(holdings.get(key) ?? [])].toSorted(nearer)
    if (best) return best
  }
  return null
}

function nearer(a: Holding, b: Holding): number {
  const held = Number(b.holderId !== null) - Number(a.holderId !== null)
  if (held !== 0) return held
  const [last, other] = [a.lastPurchaseOn ?? '', b.lastPurchaseOn ?? '']
  if (last !== other) return last > other ? -1 : 1
  return a.customerId < b.customerId ? 1 : -1
}
