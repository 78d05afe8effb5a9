import { sql } from 'kysely'
import { fieldsOf } from '../../../rules/fields.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { readFields } from '../../lead/fields.ts'
import { leadAndKnown } from '../../lead/known.ts'
import type { Pointed } from '../../lead/pointed.ts'
import type { LeadState } from '../../lead/store.ts'
import { type Belonging, belonging } from './decide/belong.ts'
import { shareMap, termsForDeal } from './store/terms.ts'

/**
 * Whose territory each lead lies in at a moment, by its `ref`; a lead nobody has is absent. Keeps the map still until the
 * transaction ends, so that no hand-over passes between this and the deal: call it before rotation and loads are locked.
 */
export async function pointedAt(
  tx: Tx,
  leads: readonly { readonly ref: string; readonly facts: LeadFacts }[],
  at: { now: Date; day: string },
): Promise<Map<string, Pointed>> {
  const [, terms] = await Promise.all([shareMap(tx), termsForDeal(tx, at.now)])
  if (terms.length === 0 || leads.length === 0) return new Map()
  const own = terms.some(({ areas, condition }) => areas.length > 0 || condition !== null)
  const fields = fieldsOf(own ? await readFields(tx) : [])
  const whose = belonging(terms, fields, { now: at.now, zone: terms[0]!.zone })
  return new Map(
    leads.flatMap(({ ref, facts }) => {
      const found = whose(facts)
      return found ? [[ref, pointedBy(found)]] : []
    }),
  )
}

function pointedBy({ term, by, rivals }: Belonging): Pointed {
  const { territoryId, name, userIds, teamId } = term
  return {
    userIds,
    teamId: userIds.length > 0 ? null : teamId,
    because: {
      territoryId,
      name,
      region: by.kind === 'region' ? by.code : null,
      area: by.kind === 'area' ? by.word : null,
      rival: rivals[0]?.territoryId ?? null,
    },
  }
}

/** The active reps of teams and of the teams below them, by team. */
export async function repsOfTeams(tx: Tx, teamIds: readonly string[]): Promise<Map<string, string[]>> {
  if (teamIds.length === 0) return new Map()
  const found = await rows(
    tx,
    sql<{ root: string; userId: string }>`
      with recursive below as (
        select team_id as root, team_id from team where org_id = ${tx.orgId} and team_id = any(${teamIds}::uuid[])
        union
        select below.root, team.team_id from below join team on team.org_id = ${tx.orgId} and team.parent_id = below.team_id
      )
      select distinct below.root, m.user_id from below
      join team_member s on s.org_id = ${tx.orgId} and s.team_id = below.team_id
      join member m on m.org_id = ${tx.orgId} and m.user_id = s.user_id
      where m.status = 'active' and 'rep' = any(m.roles) order by m.user_id`,
  )
  const byTeam = Map.groupBy(found, ({ root }) => root)
  return new Map([...byTeam].map(([root, reps]) => [root, reps.map(({ userId }) => userId)]))
}

export interface Person {
  readonly userId: string
  readonly name: string
  readonly active: boolean
  readonly holding: number
  /** The most they may hold; null: no cap. */
  readonly max: number | null
}

/** Members by id, who left too, with what they hold. */
export async function people(tx: Tx, userIds: readonly string[]): Promise<Person[]> {
  if (userIds.length === 0) return []
  return rows(
    tx,
    sql<Person>`select m.user_id, m.name, m.status = 'active' as active, coalesce(l.holding, 0) as holding, m.holding_max as max
      from member m left join rep_load l on l.org_id = m.org_id and l.user_id = m.user_id
      where m.org_id = ${tx.orgId} and m.user_id = any(${userIds}::uuid[]) order by m.name, m.user_id`,
  )
}

/** A page of the leads that reps hold, in the order of their ids; who may change them has locked the reps' loads. */
export async function leadsHeldBy(
  tx: Tx,
  userIds: readonly string[],
  { after, most, lock }: { after: string | null; most: number; lock: boolean },
): Promise<LeadState[]> {
  const from = after ? sql`and lead.lead_id > ${after}` : sql``
  return rows(
    tx,
    sql<LeadState>`select ${leadAndKnown.select} from ${leadAndKnown.from}
      where lead.org_id = ${tx.orgId} and lead.holder_kind = 'rep' and lead.holder_id = any(${userIds}::uuid[])
        and lead.merged_into is null ${from}
      order by lead.lead_id limit ${most} ${lock ? sql`for update of lead` : sql``}`,
  )
}

/** All who hold leads. */
export async function holdersOfLeads(tx: Tx): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{
      userId: string
    }>`select user_id from rep_load where org_id = ${tx.orgId} and holding > 0 order by user_id`,
  )
  return found.map(({ userId }) => userId)
}

/** The organisation's zone. */
export async function zoneOf(tx: Tx): Promise<string> {
  const org = await one(tx, sql<{ timeZone: string }>`select time_zone from org where org_id = ${tx.orgId}`)
  return org?.timeZone ?? 'UTC'
}
