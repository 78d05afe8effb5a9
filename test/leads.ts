import type { Role } from '../contract/endpoint.ts'
import type { Closing, HolderKind, Stage } from '../contract/lead.ts'
import { type Db, inTransaction, type Tx } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import { insertRows } from '../server/db/write.ts'
import { beginOrg } from '../server/flow/begin.ts'
import { matchKeys, searchKeys } from '../server/lead/keys.ts'
import { newSealingKey } from '../server/lead/seal.ts'
import type { UserCaller } from '../server/people/caller.ts'
import { member } from './house.ts'

/** A lead as a test wants it held; whatever is not said is empty. */
export interface Planted {
  leadId?: string
  name?: string | null
  company?: string | null
  phone?: string | null
  email?: string | null
  wechat?: string | null
  need?: string | null
  note?: string | null
  nextStep?: string | null
  attrs?: Record<string, unknown>
  tags?: string[]
  holder?: { kind: HolderKind; id?: string }
  closedAs?: Closing
  stage?: Stage
  score?: number
  grade?: string
  arrivedAt?: Date
  assignedAt?: Date | null
  firstFollowupAt?: Date | null
  lastFollowupAt?: Date | null
  nextAt?: Date | null
  dueAt?: Date | null
  updatedAt?: Date
  gateReasons?: unknown
  touch?: Record<string, unknown>
}

/** Makes a member a collaborator of leads. */
export async function share(
  db: Db,
  orgId: string,
  { leadIds, userId }: { leadIds: readonly string[]; userId: string },
) {
  const shares = leadIds.map((leadId) => [orgId, leadId, userId, new Date()])
  await inTransaction(db, orgId, (tx) =>
    insertRows(tx, 'lead_collaborator', ['org_id', 'lead_id', 'user_id', 'at'], shares),
  )
}

/** A company of two teams, each with a pool, a manager over the first, an admin and a marketer. */
export async function company(db: Db, orgId: string) {
  const someone = (name: string, ...roles: Role[]) => member(orgId, roles, { name, userId: uuidv7() })
  const people = {
    admin: someone('管理员', 'admin'),
    marketer: someone('市场', 'marketer'),
    manager: someone('主管', 'manager'),
    rep: someone('李雷', 'rep'),
    mate: someone('韩梅梅', 'rep'),
    stranger: someone('外人', 'rep'),
  }
  const [teamA, teamB, poolB] = [uuidv7(), uuidv7(), uuidv7()]
  const begun = await inTransaction(db, orgId, async (tx) => {
    const made = await beginOrg(tx)
    await seat(tx, Object.values(people), { teamA, teamB, people })
    await insertRows(
      tx,
      'pool',
      ['org_id', 'pool_id', 'name', 'created_at'],
      [[orgId, poolB, '二池', new Date()]],
    )
    const fishing = [
      [orgId, made.poolId, 'team', teamA],
      [orgId, poolB, 'team', teamB],
    ]
    await insertRows(tx, 'pool_member', ['org_id', 'pool_id', 'kind', 'member_id'], fishing)
    return made
  })
  const sourceId = begun.sources.get('api') as string
  const plant = (leads: readonly Planted[]) =>
    inTransaction(db, orgId, (tx) => plantLeads(tx, sourceId, leads))
  return { ...people, teamA, teamB, poolA: begun.poolId, poolB, sourceId, plant }
}

type Staff = Record<'manager' | 'rep' | 'mate' | 'stranger', UserCaller>

async function seat(
  tx: Tx,
  all: readonly UserCaller[],
  { teamA, teamB, people }: { teamA: string; teamB: string; people: Staff },
): Promise<void> {
  const { orgId } = tx
  await insertRows(
    tx,
    'member',
    ['org_id', 'user_id', 'name', 'roles', 'status', 'settings', 'created_at'],
    all.map(({ userId, name, roles }) => [orgId, userId, name, roles, 'active', {}, new Date()]),
  )
  const teams = [
    [orgId, teamA, '一组', 0, new Date()],
    [orgId, teamB, '二组', 1, new Date()],
  ]
  await insertRows(tx, 'team', ['org_id', 'team_id', 'name', 'position', 'created_at'], teams)
  const seats = [
    [orgId, teamA, people.manager.userId, true],
    [orgId, teamA, people.rep.userId, false],
    [orgId, teamA, people.mate.userId, false],
    [orgId, teamB, people.stranger.userId, false],
  ]
  await insertRows(tx, 'team_member', ['org_id', 'team_id', 'user_id', 'leads'], seats)
}

async function plantLeads(tx: Tx, sourceId: string, leads: readonly Planted[]): Promise<string[]> {
  const rows = leads.map((lead) => rowOf(tx.orgId, sourceId, lead))
  const columns = Object.keys(rows[0] ?? {}) as (keyof ReturnType<typeof rowOf>)[]
  await insertRows(
    tx,
    'lead',
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  )
  const keys = rows.flatMap((row) =>
    [...matchKeys(row), ...searchKeys(row)].map((key) => [tx.orgId, key, row.lead_id]),
  )
  await insertRows(tx, 'lead_key', ['org_id', 'key', 'lead_id'], keys)
  const sealing = rows.map((row) => [tx.orgId, row.person_id, newSealingKey()])
  await insertRows(tx, 'person_key', ['org_id', 'person_id', 'sealing_key'], sealing)
  return rows.map((row) => row.lead_id)
}

function rowOf(orgId: string, sourceId: string, lead: Planted) {
  const arrivedAt = lead.arrivedAt ?? new Date()
  const { kind = 'waiting', id = null } = lead.holder ?? {}
  return {
    org_id: orgId,
    lead_id: lead.leadId ?? uuidv7(),
    person_id: uuidv7(),
    name: lead.name ?? null,
    company: lead.company ?? null,
    phone: lead.phone ?? null,
    email: lead.email ?? null,
    wechat: lead.wechat ?? null,
    need: lead.need ?? null,
    note: lead.note ?? null,
    next_step: lead.nextStep ?? null,
    attrs: lead.attrs ?? {},
    tags: lead.tags ?? [],
    touch: lead.touch ?? {},
    source_id: sourceId,
    door: 'api',
    holder_kind: kind,
    holder_id: id,
    closed_as: lead.closedAs ?? null,
    stage: lead.stage ?? 'new',
    stage_at: arrivedAt,
    score: lead.score ?? 0,
    grade: lead.grade ?? '',
    score_terms: [],
    protected: false,
    gate_reasons: lead.gateReasons ?? null,
    arrived_at: arrivedAt,
    created_at: arrivedAt,
    updated_at: lead.updatedAt ?? arrivedAt,
    assigned_at: lead.assignedAt ?? null,
    first_followup_at: lead.firstFollowupAt ?? null,
    last_followup_at: lead.lastFollowupAt ?? null,
    next_at: lead.nextAt ?? null,
    due_at: lead.dueAt ?? null,
    version: 1,
  }
}
