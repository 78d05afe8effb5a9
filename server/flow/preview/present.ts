import { sql } from 'kysely'
import type { Preview, PreviewResult } from '../../../contract/preview.ts'
import { rows, type Tx } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import { type Scope, scopeOf } from '../../people/scope.ts'
import type { HeldPreview, PreviewRow } from '../../rooms/score/store/previews.ts'
import { leadsSeen } from '../runs/work.ts'

/** A preview as a list shows it. */
export function presentRow({ options, progress, creator, createdBy, ...held }: PreviewRow): Preview {
  const { previewId, state, version, against, createdAt, finishedAt } = held
  return {
    previewId,
    state,
    step: state === 'running' ? (progress.step ?? 'open') : null,
    scored: progress.scored ?? 0,
    leads: progress.leads ?? 0,
    version,
    against,
    days: options.days,
    field: options.field,
    createdBy: { id: createdBy, name: creator },
    createdAt,
    finishedAt,
  }
}

/** A preview with all that its page shows, as far as the reader sees the leads and reps it names. */
export async function presentPreview(tx: Tx, caller: UserCaller, held: HeldPreview) {
  const scope = await scopeOf(tx, caller, new Date())
  const { ids, companies } = await leadsSeen(
    tx,
    scope,
    held.result?.open.moves.flatMap(({ leadIds }) => leadIds) ?? [],
  )
  const result = held.result && within(held.result, scope, ids)
  return {
    ...presentRow(held),
    draft: held.draft,
    result,
    names: { ...companies, ...(result ? await namesIn(tx, result) : {}) },
  }
}

function within(result: PreviewResult, scope: Scope, seen: ReadonlySet<string>): PreviewResult {
  const { open, workload, past } = result
  return {
    ...result,
    open: {
      ...open,
      moves: open.moves.map((move) => ({ ...move, leadIds: move.leadIds.filter((id) => seen.has(id)) })),
    },
    workload: {
      ...workload,
      reps: workload.reps.filter(({ userId }) => scope.all || scope.userIds.includes(userId)),
    },
    // As it went through JSON
    past: { ...past, since: new Date(past.since) },
  }
}

async function namesIn(tx: Tx, { workload, segments }: PreviewResult): Promise<Record<string, string>> {
  const ids = [
    ...workload.reps.map(({ userId }) => userId),
    ...workload.teams.flatMap(({ teamId }) => teamId ?? []),
    ...segments.flatMap(({ by, value }) => ((by === 'source' || by === 'team') && value ? [value] : [])),
  ]
  const found = await rows(
    tx,
    sql<{ id: string; name: string }>`
      select user_id as id, name from member where org_id = ${tx.orgId} and user_id = any(${ids}::uuid[])
      union all select team_id, name from team where org_id = ${tx.orgId} and team_id = any(${ids}::uuid[])
      union all select source_id, name from source where org_id = ${tx.orgId} and source_id = any(${ids}::uuid[])`,
  )
  return Object.fromEntries(found.map(({ id, name }) => [id, name]))
}
