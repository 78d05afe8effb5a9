import type { HolderKind } from '../../../contract/lead.ts'
import type { MoveTarget, MoveTo } from '../../../contract/move.ts'
import type { RefusalCode } from '../../../contract/refusals.ts'

/** A lead as a move by hand looks at it. */
export interface Movable {
  readonly leadId: string
  readonly version: number
  readonly holderKind: HolderKind
  readonly holderId: string | null
  readonly closedAs: string | null
  /** Whether the mover sees all of it. */
  readonly seen: boolean
  /** What it is kept together with: its known customer, else its company; null: nothing. */
  readonly circle: string | null
}

/** Who may get leads of a spread, with what they hold. */
export interface Taker {
  readonly userId: string
  readonly holding: number
  /** null: no limit. */
  readonly limit: number | null
}

/** Why a lead is not moved by hand; undefined when it may be. */
export function obstacleOf({ seen, closedAs, holderKind }: Movable): RefusalCode | undefined {
  if (!seen) return 'move.unseen'
  if (closedAs || holderKind === 'closed') return 'move.closed'
  // What the gate or compliance keeps back is let go where its reasons stand, not around them.
  if (holderKind === 'quarantine' || holderKind === 'verification') return 'move.kept_back'
  return undefined
}

/**
 * Shares leads out: evenly, or to whoever would hold least; circles whole where they are to stay together. Without circles
 * nobody's even share is more than one from another's. Largest circles first (Graham's LPT rule: at most 4/3 of the best
 * possible largest share). A tie goes to whoever has most of the circle already, then in the order named. By load, whoever is
 * full comes after those who are not. Lead id → the place of its taker in `takers`.
 */
export function spread(
  leads: readonly Movable[],
  takers: readonly Taker[],
  { by, together }: { readonly by: 'even' | 'load'; readonly together: boolean },
): Map<string, number> {
  const places = new Map(takers.map(({ userId }, i) => [userId, i]))
  const stand = takers.map(({ holding, limit }) => ({ got: 0, holding, limit }))
  for (const { holderKind, holderId } of leads) {
    const had = holderKind === 'rep' && holderId ? places.get(holderId) : undefined
    if (had !== undefined) stand[had]!.holding -= 1
  }
  const circles = [
    ...Map.groupBy(leads, ({ leadId, circle }) => (together && circle) || leadId).values(),
  ].toSorted((a, b) => b.length - a.length)
  const shares = new Map<string, number>()
  for (const circle of circles) {
    const mine = takers.map(({ userId }) => circle.filter(({ holderId }) => holderId === userId).length)
    const cost = stand.map(({ got, holding, limit }) =>
      by === 'even' ? [0, got] : [limit !== null && holding + circle.length > limit ? 1 : 0, holding],
    )
    const best = stand.keys().reduce((a, b) => (comesBefore(cost[b]!, cost[a]!, mine[b]! - mine[a]!) ? b : a))
    stand[best]!.got += circle.length
    stand[best]!.holding += circle.length
    for (const { leadId } of circle) shares.set(leadId, best)
  }
  return shares
}

function comesBefore(a: readonly number[], b: readonly number[], more: number): boolean {
  const [aFull = 0, aCount = 0] = a
  const [bFull = 0, bCount = 0] = b
  if (aFull !== bFull) return aFull < bFull
  if (aCount !== bCount) return aCount < bCount
  return more > 0
}

/** Whom leads may go to, and who of them each lead goes to (its place in `targets`); null: it does not go. */
export interface Directions {
  readonly targets: readonly MoveTarget[]
  readonly of: (lead: Movable) => number | null
}

/** Where each lead goes; `swap` are two who exchange what they have. */
export function directions(
  leads: readonly Movable[],
  to: MoveTo | { readonly kind: 'swap'; readonly a: string; readonly b: string },
  takers: readonly Taker[],
): Directions {
  const first: Directions['of'] = () => 0
  switch (to.kind) {
    case 'rep':
      return { targets: [{ kind: 'rep', id: to.userId }], of: first }
    case 'pool':
      return { targets: [{ kind: 'pool', id: to.poolId }], of: first }
    case 'rules':
      return { targets: [{ kind: 'rules', id: null }], of: first }
    case 'swap':
      return {
        targets: [to.b, to.a].map((id) => ({ kind: 'rep' as const, id })),
        of: ({ holderId }) => (holderId === to.a ? 0 : holderId === to.b ? 1 : null),
      }
    case 'spread': {
      const shares = spread(leads, takers, to)
      return {
        targets: takers.map(({ userId }) => ({ kind: 'rep' as const, id: userId })),
        of: ({ leadId }) => shares.get(leadId) ?? null,
      }
    }
  }
}

/** A lead that goes: its version as seen, and its target's place. */
export type Going = readonly [leadId: string, version: number, target: number]

export interface Plan {
  readonly targets: readonly MoveTarget[]
  readonly leads: readonly Going[]
  /** Those that stay, by why. */
  readonly skipped: ReadonlyMap<RefusalCode, readonly string[]>
}

/** Who gets what of these leads; those that may not move, or would go where they are, stay and say why. */
export function planMove(
  leads: readonly Movable[],
  to: Parameters<typeof directions>[1],
  takers: readonly Taker[],
): Plan {
  const skipped = new Map<RefusalCode, string[]>()
  const skip = (code: RefusalCode, leadId: string) => {
    const those = skipped.get(code)
    if (those) those.push(leadId)
    else skipped.set(code, [leadId])
  }
  const able = leads.filter((lead) => {
    const code = obstacleOf(lead)
    if (code) skip(code, lead.leadId)
    return !code
  })
  const { targets, of }: Directions = directions(able, to, takers)
  const going = able.flatMap((lead): Going[] => {
    const place = of(lead)
    const target = place === null ? undefined : targets[place]
    const stays = !target || (target.kind === lead.holderKind && target.id === lead.holderId)
    if (stays) skip('move.stays', lead.leadId)
    return stays ? [] : [[lead.leadId, lead.version, place!]]
  })
  return { targets, leads: going, skipped }
}

/**
 * Shares a leaver's known customers out among whoever gets the leads: a customer goes with its own lead, the others to whoever
 * has fewest. To nobody where leads go to a pool or to the rules. Customer id → member or null.
 */
export function customersTo(
  customerIds: readonly string[],
  targets: readonly MoveTarget[],
  withLead: ReadonlyMap<string, string>,
): Map<string, string | null> {
  const counts = new Map<string, number>()
  for (const { kind, id } of targets) if (kind === 'rep' && id) counts.set(id, 0)
  const give = (to: string) => counts.set(to, (counts.get(to) ?? 0) + 1)
  const given = new Map<string, string | null>()
  for (const customerId of customerIds) {
    const to = withLead.get(customerId)
    if (to && counts.has(to)) {
      given.set(customerId, to)
      give(to)
    }
  }
  for (const customerId of customerIds) {
    if (given.has(customerId)) continue
    const [fewest] = [...counts].toSorted(([, a], [, b]) => a - b)
    given.set(customerId, fewest?.[0] ?? null)
    if (fewest) give(fewest[0])
  }
  return given
}
