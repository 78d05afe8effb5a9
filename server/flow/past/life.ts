import { sql } from 'kysely'
import { refuse } from '../../../contract/refusals.ts'
import type { Override } from '../../../contract/scoring/override.ts'
import { type Fields, fieldsOf } from '../../../rules/fields.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { readFields } from '../../lead/fields.ts'
import { leadAndKnown } from '../../lead/known.ts'
import type { LeadState } from '../../lead/store.ts'
import type { Caller } from '../../people/caller.ts'
import { scopeOf, scopeWhere } from '../../people/scope.ts'
import { type Policy, policyVersions } from '../../policy/store.ts'
import type { Kin } from '../../rooms/behaviour/store/counted.ts'
import { inOrder, type Life } from '../../rooms/score/decide/past/life.ts'
import { overridesOf } from '../../rooms/score/store/overrides.ts'
import { readTold, type Told } from './told.ts'

/** All that past scores of one lead are reckoned from. */
export interface Lived {
  readonly life: Life
  /** Its trail as it was told, each entry at its own moment. */
  readonly told: readonly Told[]
  readonly arrivedAt: Date
  readonly kin: readonly Kin[]
  readonly fields: Fields
  readonly zone: string
  /** What was set by hand, each with the time it held. */
  readonly overrides: readonly Override[]
  /** Every version of the score policy, the oldest first. */
  readonly versions: readonly Policy<'score'>[]
}

/** A lead the caller sees, with its past. Refuses `not_found` outside their scope, as if there were none. */
export async function readLived(
  tx: Tx,
  caller: Caller,
  { leadId, now }: { leadId: string; now: Date },
): Promise<Lived> {
  const scope = await scopeOf(tx, caller, now)
  const lead = await one(
    tx,
    sql<LeadState & { zone: string }>`select ${leadAndKnown.select},
        (select time_zone from org where org.org_id = ${tx.orgId}) as zone
      from ${leadAndKnown.from} where lead.org_id = ${tx.orgId} and lead_id = ${leadId} and ${scopeWhere(scope)}`,
  )
  if (!lead) throw refuse('not_found')
  const merged = await rows(
    tx,
    sql<{ leadId: string; personId: string }>`select lead_id, person_id from lead
      where org_id = ${tx.orgId} and merged_into = ${leadId}`,
  )
  const [trails, custom, overrides, versions] = await Promise.all([
    readTold(tx, { leads: [lead, ...merged] }),
    readFields(tx),
    overridesOf(tx, sql`(${leadId}::uuid)`, now),
    policyVersions(tx, 'score', ''),
  ])
  const kin = [
    { leadId, since: null },
    ...merged.map((each) => ({ ...each, since: mergedAt(trails.get(each.leadId)) })),
  ]
  const told = trails.get(leadId) ?? []
  const { zone, ...row } = lead
  return {
    life: {
      lead: row,
      trail: inOrder(told),
      followups: followupsOf(trails, kin),
      erased: lead.closedAs === 'erased',
    },
    told,
    arrivedAt: lead.arrivedAt,
    kin,
    fields: fieldsOf(custom),
    zone,
    overrides: overrides.map(({ overrideId: id, to, reason, byName, at, until, endedAt }) => ({
      id,
      to,
      reason,
      by: byName,
      at: at.toISOString(),
      until: (endedAt ?? until)?.toISOString() ?? null,
    })),
    versions: (versions as Policy<'score'>[]).toReversed(),
  }
}

/** Since when a lead that was merged counts for the one that stands for it. */
function mergedAt(trail: readonly Told[] = []): Date | null {
  return trail.findLast(({ kind }) => kind === 'merged_into')?.at ?? null
}

function followupsOf(trails: ReadonlyMap<string, readonly Told[]>, kin: readonly Kin[]): Life['followups'] {
  const theirs = kin.flatMap(({ leadId, since }) =>
    (trails.get(leadId) ?? [])
      .filter(({ kind, data }) => kind === 'followed_up' && data['activity'] !== 'note')
      .map(({ at }) => ({ at, from: since ?? at })),
  )
  return theirs.toSorted((a, b) => Number(a.at) - Number(b.at))
}
