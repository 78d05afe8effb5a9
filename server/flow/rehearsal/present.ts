import type { Rehearsal, RehearsalResult } from '../../../contract/rehearsal.ts'
import type { Tx } from '../../db/db.ts'
import { holderNames } from '../../lead/names.ts'
import type { UserCaller } from '../../people/caller.ts'
import { type Scope, scopeOf } from '../../people/scope.ts'
import type { HeldRehearsal, RehearsalRow } from '../../rooms/assign/store/rehearsals.ts'
import { leadsSeen } from '../runs/work.ts'

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
  const { ids, companies } = await leadsSeen(
    tx,
    scope,
    held.result?.changes.map(({ leadId }) => leadId) ?? [],
  )
  const result = held.result && within(held.result, scope, ids)
  const people = result ? await holderNames(tx, idsIn(result)) : new Map<string, string>()
  return {
    ...presentRow(held),
    draft: held.draft,
    result,
    names: { ...companies, ...Object.fromEntries(people) },
  }
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
