import { sql } from 'kysely'
import type { LeadPage, LeadRow } from '../../contract/lead.ts'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import { fieldsOf } from '../../rules/fields.ts'
import { one, rows, type Tx } from '../db/db.ts'
import { dayIn } from '../lead/clock.ts'
import { readFields } from '../lead/fields.ts'
import type { Caller } from '../people/caller.ts'
import { type Scope, scopeOf, scopeWhere, type Sight, sightSql } from '../people/scope.ts'
import { type Because, readable } from '../rooms/capture/decide.ts'
import { mergesOf } from '../rooms/merge/store.ts'
import { allowance, tighter } from '../rooms/pool/decide.ts'
import { can, type Situation, type Why } from './can.ts'
import { readRows, said } from './rows.ts'
import { scoreNow } from './score.ts'
import { readActivities, readTrail, withoutContacts } from './trail.ts'

type More = Pick<
  LeadPage,
  | 'note'
  | 'externalId'
  | 'touch'
  | 'stageAt'
  | 'stageReason'
  | 'closedAs'
  | 'amount'
  | 'currency'
  | 'duplicateOf'
  | 'mergedInto'
  | 'protected'
  | 'seat'
  | 'asideFrom'
  | 'poolId'
  | 'collaborators'
>

interface Facts extends More {
  readonly gateReasons: Because[] | null
  readonly sight: Sight
}

/** A lead with all that its page shows, as far as the caller sees it. Refuses `not_found` outside their scope. */
export async function readPage(
  tx: Tx,
  caller: Caller,
  { leadId, lang, now }: { leadId: string; lang: Lang; now: Date },
): Promise<LeadPage> {
  const scope = await scopeOf(tx, caller, now)
  const facts = await readFacts(tx, leadId, scope)
  const fields = fieldsOf(await readFields(tx))
  const [held] = facts ? await readRows(tx, [leadId], { scope, fields }) : []
  if (!facts || !held) throw refuse('not_found')
  const { why, ...exact } = await scoreNow(tx, { row: held, fields, lang, now })
  const row = { ...held, ...exact }
  const { sight, gateReasons, ...more } = facts
  const situation = await situate(tx, caller, { scope, row, facts, now })
  return {
    ...row,
    ...more,
    why,
    note: said(more.note, sight),
    stageReason: said(more.stageReason, sight),
    touch: sight === 'full' ? more.touch : (withoutContacts(more.touch) as LeadPage['touch']),
    gateReasons:
      gateReasons &&
      readable(
        gateReasons.map((because) => unquoted(because, sight)),
        lang,
      ),
    activities: await readActivities(tx, { leadId, sight }),
    trail: await readTrail(tx, { leadId, sight }),
    merges: await readMerges(tx, leadId),
    can: can(situation, lang),
  }
}

function readFacts(tx: Tx, leadId: string, scope: Scope): Promise<Facts | undefined> {
  return one(
    tx,
    sql<Facts>`select lead.note, lead.external_id, lead.touch, lead.stage_at, lead.stage_reason,
        lead.closed_as, lead.amount, lead.currency, lead.merged_into, lead.protected,
        case when lead.holder_kind = 'aside' then lead.aside_from end as aside_from,
        nullif(coalesce((select twin.merged_into from lead twin
          where twin.org_id = lead.org_id and twin.lead_id = lead.duplicate_of), lead.duplicate_of), lead.lead_id) as duplicate_of,
         lead.pool_id, lead.gate_reasons,
        (select jsonb_build_object('cohortId', c.cohort_id, 'groupId', g.group_id, 'cohort', c.name, 'group', g.name)
          from cohort_lead s join cohort_group g on g.org_id = s.org_id and g.group_id = s.group_id
          join cohort c on c.org_id = g.org_id and c.cohort_id = g.cohort_id
          where s.org_id = lead.org_id and s.lead_id = lead.lead_id) as seat,
        ${sightSql(scope)} as sight,
        coalesce((select jsonb_agg(jsonb_build_object('id', member.user_id, 'name', member.name) order by c.at)
          from lead_collaborator c
          join member on member.org_id = c.org_id and member.user_id = c.user_id
          where c.org_id = lead.org_id and c.lead_id = lead.lead_id), '[]') as collaborators
      from lead where lead.org_id = ${tx.orgId} and lead.lead_id = ${leadId} and ${scopeWhere(scope)}`,
  )
}

/** The merges in force that brought others into a lead. */
async function readMerges(tx: Tx, leadId: string): Promise<LeadPage['merges']> {
  const merges = await mergesOf(tx, [leadId], { inForce: true })
  return merges
    .filter(({ survivorId }) => survivorId === leadId)
    .map(({ mergeId, loserIds, at }) => ({ mergeId, leadIds: [...loserIds], at }))
}

/** The reason without what was written there, where that is not to be seen. */
function unquoted(because: Because & { given?: string }, sight: Sight): Because {
  if (sight === 'full' || !because.given) return because
  const hide = (sentence: string) => sentence.replaceAll(because.given as string, '***')
  return { ...because, message: { zh: hide(because.message.zh), en: hide(because.message.en) } }
}

interface Seen {
  readonly scope: Scope
  readonly row: LeadRow
  readonly facts: Facts
  readonly now: Date
}

async function situate(tx: Tx, caller: Caller, { scope, row, facts, now }: Seen): Promise<Situation> {
  const { kind, id, name } = row.holder
  const claimable = kind === 'pool' && id && caller.kind === 'user'
  return {
    roles: caller.kind === 'user' ? caller.roles : [],
    sight: facts.sight,
    holderKind: kind,
    holderName: name,
    theirs: kind === 'rep' && (scope.everything || scope.userIds.includes(id ?? '')),
    stage: row.stage,
    closedAs: facts.closedAs,
    merged: facts.mergedInto !== null,
    pool: claimable
      ? {
          member: scope.everything || scope.poolIds.includes(id),
          limit: await limitOf(tx, { poolId: id, userId: caller.userId, day: dayIn(caller.zone, now) }),
        }
      : null,
  }
}

interface Taking {
  readonly dailyLimit: number | null
  readonly holdingLimit: number | null
  readonly holdingMax: number | null
  readonly claimedToday: number
  readonly holding: number
}

/** The limit that one more claim would break; null when there is room. */
async function limitOf(
  tx: Tx,
  { poolId, userId, day }: { poolId: string; userId: string; day: string },
): Promise<Why | null> {
  const [taking] = await rows(
    tx,
    sql<Taking>`select pool.daily_limit, pool.holding_limit, member.holding_max,
        case when load.day = ${day} then load.claimed_today else 0 end as claimed_today,
        coalesce(load.holding, 0) as holding
      from pool
      join member on member.org_id = pool.org_id and member.user_id = ${userId}
      left join rep_load load on load.org_id = member.org_id and load.user_id = member.user_id
      where pool.org_id = ${tx.orgId} and pool.pool_id = ${poolId}`,
  )
  if (!taking) return null
  const holdingLimit = tighter(taking.holdingLimit, taking.holdingMax)
  const { more, beyond } = allowance({ dailyLimit: taking.dailyLimit, holdingLimit }, taking)
  return more > 0 ? null : beyond
}
