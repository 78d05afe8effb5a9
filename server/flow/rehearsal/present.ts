import { sql } from 'kysely'
import type { Rehearsal, RehearsalResult } from '../../../contract/rehearsal.ts'
import { rows, type Tx } from '../../db/db.ts'
import { holderNames } from '../../lead/names.ts'
import type { UserCaller } from '../../people/caller.ts'
import { type Scope, scopeOf, scopeWhere } from '../../people/scope.ts'
import type { HeldRehearsal, RehearsalRow } from '../../rooms/assign/store/rehearsals.ts'

/** A rehearsal as a list shows it. */
export function presentRow({ creator, createdBy, ...held }: RehearsalRow): Rehearsal {
  const { rehearsalId, state, dealt, leads, days, createdAt, finishedAt } = held
  return {
    rehearsalId,
    state,
    dealt,
    leads,
    days,
    createdBy: { id: createdBy, name: creator },
    createdAt,
    finishedAt,
  }
}

/** A rehearsal with all that its page shows, as far as the reader sees the leads and reps it names. */
export async function presentRehearsal(tx: Tx, caller: UserCaller, held: HeldRehearsal) {
  const scope = await scopeOf(tx, caller, new Date())
  const seen = held.result ? await leadsSeen(tx, scope, held.result) : []
  const result = held.result && within(held.result, scope, new Set(seen.map(({ leadId }) => leadId)))
  const companies = seen.flatMap(({ leadId, company }) => (company ? [[leadId, company] as const] : []))
  const people = result ? await holderNames(tx, idsIn(result)) : new Map<string, string>()
  return {
    ...presentRow(held),
    draft: held.draft,
    result,
    names: { ...Object.fromEntries(companies), ...Object.fromEntries(people) },
  }
}

interface SeenLead {
  readonly leadId: string
  readonly company: string | null
}

function leadsSeen(tx: Tx, scope: Scope, { changes }: RehearsalResult): Promise<SeenLead[]> {
  return rows(
    tx,
    sql<SeenLead>`select lead_id, company from lead where org_id = ${tx.orgId}
      and lead_id = any(${changes.map(({ leadId }) => leadId)}::uuid[]) and ${scopeWhere(scope)}`,
  )
}

function within(result: RehearsalResult, scope: Scope, leads: ReadonlySet<string>): RehearsalResult {
  const sees = ({ userId }: { userId: string }) => scope.all || scope.userIds.includes(userId)
  return {
    ...result,
    // As it went through JSON
    since: new Date(result.since),
    reps: result.reps.filter(sees),
    floor: { ...result.floor, below: result.floor.below.filter(sees) },
    changes: result.changes
      .filter(({ leadId }) => leads.has(leadId))
      .map((change) => ({ ...change, at: new Date(change.at) })),
  }
}

function idsIn({ reps, changes }: RehearsalResult): string[] {
  return [
    ...reps.map(({ userId }) => userId),
    ...changes.flatMap(({ from, to }) => [from.id ?? [], to.id ?? []].flat()),
  ]
}
