import type { Condition } from '../../../rules/condition.ts'
import { builtinFields } from '../../../rules/fields.ts'
import type { Fields } from '../../../rules/fields.ts'
import { matches } from '../../../rules/matches.ts'
import type { Row } from '../lead/lead.ts'

/** Whether nobody has followed up since it was given to its holder, as the server reckons it. */
export function isUntouched({ assignedAt, lastFollowupAt }: Row): boolean {
  return lastFollowupAt === null || assignedAt === null || lastFollowupAt < assignedAt
}

/** Whether a row as the list shows it passes a condition, by the same language the server filters with. */
export function fitter(
  when: Condition | undefined,
  fields: Fields,
  reader: { me: string; zone: string },
): (row: Row) => boolean {
  if (!when) return () => true
  try {
    const test = matches(when, fields, { now: new Date(), ...reader })
    return (row) => test(factsOf(row))
  } catch {
    // A field that is gone: the server will say so; nothing is hidden meanwhile.
    return () => true
  }
}

function factsOf({ holder, custom, customer, ...row }: Row): Record<string, unknown> {
  const dates = momentsOf.flatMap((key) => {
    const at = (row as Record<string, unknown>)[key]
    return typeof at === 'string' ? [[key, new Date(at)] as const] : []
  })
  const poolId = holder.kind === 'pool' ? holder.id : null
  return {
    poolId,
    ...row,
    ...Object.fromEntries(dates),
    attrs: custom,
    customerId: customer?.customerId ?? null,
    customerStage: customer?.lifecycleStage ?? null,
    customerSpend: customer?.spend ?? null,
    customerLastPurchase: customer?.lastPurchaseOn ?? null,
    holderKind: holder.kind,
    holderId: holder.id,
    profileVerdict: row.profile?.kept ? null : (row.profile?.verdict ?? null),
  }
}

const momentsOf = builtinFields.filter(({ type, day }) => type === 'date' && !day).map(({ key }) => key)
