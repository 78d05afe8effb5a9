import type { AssignRule } from '../../contract/assign.ts'
import type { Tx } from '../db/db.ts'
import type { Pointed, PointerKind, Pointers } from '../lead/pointed.ts'
import { readLeads } from '../lead/store.ts'
import { pointerOf } from '../rooms/assign/decide/candidates.ts'
import * as referral from '../rooms/referral/store/pointed.ts'
import * as cohorts from '../rooms/cohort/store.ts'
import * as territories from '../rooms/territory/store.ts'
import type { Dealing } from './roster.ts'

interface Occasion {
  /** The rules that fit one of the leads. */
  readonly rules: readonly AssignRule[]
  readonly now: Date
  readonly day: string
}

type PointAt = (
  tx: Tx,
  leads: readonly Dealing[],
  at: Omit<Occasion, 'rules'>,
) => Promise<Map<string, Pointed>>

/** Who points at somebody, for the strategies that leave it to others. */
const pointing: Readonly<Partial<Record<PointerKind, PointAt>>> = {
  held,
  referral: referral.pointedAt,
  cohort: cohorts.pointedAt,
  territory,
}

/** Whom anything points at for leads that are about to be dealt, as far as a rule asks; and who had them before. */
export async function pointersOf(
  tx: Tx,
  leads: readonly Dealing[],
  { rules, ...at }: Occasion,
): Promise<{ pointers: Map<string, Pointers>; former: Map<string, ReadonlySet<string>> }> {
  const kinds = [...new Set(rules.flatMap((rule) => pointerOf(rule) ?? []))]
  const pointers = new Map<string, Partial<Record<PointerKind, Pointed>>>()
  for (const kind of kinds) {
    const found = (await pointing[kind]?.(tx, leads, at)) ?? new Map<string, Pointed>()
    for (const [leadId, pointed] of found) pointers.set(leadId, { ...pointers.get(leadId), [kind]: pointed })
  }
  return { pointers, former: new Map() }
}

/** Whoever has the lead's customer, else the earlier lead of the same person. */
async function held(tx: Tx, leads: readonly Dealing[]): Promise<Map<string, Pointed>> {
  const twins = leads.flatMap(({ facts }) =>
    typeof facts['duplicateOf'] === 'string' ? [facts['duplicateOf']] : [],
  )
  const earlier = new Map((await readLeads(tx, twins)).map((lead) => [lead.leadId, lead]))
  const found = leads.flatMap(({ leadId, facts }): [string, Pointed][] => {
    const { customerHolder, customerId, duplicateOf } = facts as Record<string, string | null | undefined>
    if (customerHolder) return [[leadId, pointAt(customerHolder, { customerId: customerId ?? null })]]
    const twin = duplicateOf ? earlier.get(duplicateOf) : undefined
    return twin?.holderKind === 'rep' ? [[leadId, pointAt(twin.holderId!, { leadId: twin.leadId })]] : []
  })
  return new Map(found)
}

/** Whoever has the territory a lead lies in. */
function territory(
  tx: Tx,
  leads: readonly Dealing[],
  at: Omit<Occasion, 'rules'>,
): Promise<Map<string, Pointed>> {
  return territories.pointedAt(
    tx,
    leads.map(({ leadId, facts }) => ({ ref: leadId, facts })),
    at,
  )
}

const pointAt = (userId: string, because: Pointed['because']): Pointed => ({
  userIds: [userId],
  teamId: null,
  because,
})
