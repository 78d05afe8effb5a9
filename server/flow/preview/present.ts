import { sql } from 'kysely'
import type { Preview, PreviewResult } from '../../../contract/preview.ts'
import { rows, type Tx } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import { type Scope, scopeOf, scopeWhere } from '../../people/scope.ts'
import type { HeldPreview, PreviewRow } from '../../rooms/score/store/previews.ts'

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
  const seen = held.result ? await leadsSeen(tx, scope, held.result) : []
  const result = held.result && within(held.result, scope, seen)
  const companies = seen.flatMap(({ leadId, company }) => (company ? [[leadId, company] as const] : []))
  return {
    ...presentRow(held),
    draft: held.draft,
    result,
    names: { ...Object.fromEntries(companies), ...(result ? await namesIn(tx, result) : {}) },
  }
}

interface SeenLead {
  readonly leadId: string
  readonly company: string | null
}

function leadsSeen(tx: Tx, scope: Scope, { open }: PreviewResult): Promise<SeenLead[]> {
  const named = open.moves.flatMap(({ leadIds }) => leadIds)
  return rows(
    tx,
    sql<SeenLead>`select lead_id, company from lead where org_id = ${tx.orgId}
      and lead_id = any(${named}::uuid[]) and ${scopeWhere(scope)}`,
  )
}

function within(result: PreviewResult, scope: Scope, leads: readonly SeenLead[]): PreviewResult {
  const { open, workload, past } = result
  const seen = new Set(leads.map(({ leadId }) => leadId))
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
