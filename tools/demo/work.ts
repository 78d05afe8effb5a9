import { sql } from 'kysely'
import { outcomesOf } from '../../contract/followup.ts'
import type { Stage } from '../../contract/lead.ts'
import { inTransaction, rows, type Tx } from '../../server/db/db.ts'
import { uuidv7 } from '../../server/db/id.ts'
import { moveStage } from '../../server/flow/convert.ts'
import type { House } from '../../server/house.ts'
import type { UserCaller } from '../../server/people/caller.ts'
import * as followup from '../../server/rooms/followup/service.ts'
import * as pool from '../../server/rooms/pool/service.ts'
import { type Chance, chance } from './chance.ts'
import type { DemoOrg } from './organisation.ts'
import { skillOf } from './reps.ts'
import { notes } from './words.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

interface Open {
  leadId: string
  holderId: string
  stage: Stage
  score: number
  version: number
  assignedAt: Date
  firstFollowupAt: Date | null
  lastFollowupAt: Date | null
  nextAt: Date | null
}

export interface Shift {
  readonly by: Chance
  readonly now: Date
  /** The demo's last days are left partly undone, so that there is something to do. */
  readonly last: boolean
}

/** A few hours' work of every rep: first calls, follow-ups, ends, and a few claims from the pool. */
export async function workDay(house: House, org: DemoOrg, shift: Shift): Promise<void> {
  const { by, now } = shift
  const open = await inTransaction(house.db, org.orgId, (tx) =>
    rows(
      tx,
      sql<Open>`select lead_id, holder_id, stage, score, version, assigned_at, first_followup_at,
          last_followup_at, next_at
        from lead where org_id = ${org.orgId} and holder_kind = 'rep' order by lead_id`,
    ),
  )
  const worked = open.filter((lead) => by.yes(eagerness(lead, shift)))
  const lanes = Array.from({ length: LANES }, (_, lane) => ({
    by: chance(by.whole(2 ** 32)),
    leads: worked.filter(({ holderId }) => org.reps.indexOf(holderId) % LANES === lane),
  }))
  await Promise.all(lanes.map((lane) => workLane(house, org, { ...lane, now })))
  const wanting = org.reps.filter(() => by.yes(0.08))
  await inTransaction(house.db, org.orgId, async (tx) => {
    for (const rep of wanting) {
      const wanted = { count: 1 + by.whole(3), condition: { all: [] } }
      // A rep at their limit claims nothing today.
      await pool.claim(tx, callerOf(org, rep), { poolId: org.poolId, wanted, now }).catch(() => undefined)
    }
  })
}

/** Worked side by side, each rep's leads in one lane: a dice of its own keeps the demo the same every time. */
const LANES = 4
/** Leads worked in one transaction: a flush of the disk for each would be most of the demo's making. */
const AT_ONCE = 20

interface Lane {
  readonly by: Chance
  readonly leads: readonly Open[]
  readonly now: Date
}

async function workLane(house: House, org: DemoOrg, { by, leads, now }: Lane): Promise<void> {
  for (let from = 0; from < leads.length; from += AT_ONCE)
    await inTransaction(house.db, org.orgId, async (tx) => {
      for (const lead of leads.slice(from, from + AT_ONCE)) await work(tx, org, { lead, by, now })
    })
}

// New leads are mostly called the same day, some never: half of all leads nobody touches is what real logs show.
function eagerness(lead: Open, { now, last }: Shift): number {
  const idle = now.getTime() - (lead.lastFollowupAt ?? lead.assignedAt).getTime()
  if (!lead.firstFollowupAt) return (last ? 0.25 : 0.4) * (lead.score > 40 ? 1.4 : 0.8)
  if (lead.nextAt) return lead.nextAt > now ? 0 : 0.25
  return idle < DAY ? 0 : 0.02
}

function callerOf({ orgId }: DemoOrg, userId: string): UserCaller {
  return { kind: 'user', orgId, userId, name: '', roles: ['rep'], lang: 'zh', zone: 'Asia/Shanghai' }
}

async function work(
  tx: Tx,
  org: DemoOrg,
  { lead, by, now }: { lead: Open; by: Chance; now: Date },
): Promise<void> {
  const caller = callerOf(org, lead.holderId)
  const end = by.next()
  const ripe = lead.stage === 'qualified'
  if (lead.firstFollowupAt && end < (ripe ? 0.3 : 0.18)) {
    const wish = endOf(by, ripe, lead.score + skillOf(org.reps.indexOf(lead.holderId)))
    await moveStage(tx, caller, { leadId: lead.leadId, version: lead.version, now, ...wish })
    return
  }
  const kind = by.weighed({ call: 70, message: 22, visit: 8 })
  const outcome = by.pick(outcomesOf[kind])
  const again = by.yes(0.5)
  await followup.log(tx, caller, {
    leadId: lead.leadId,
    activityId: uuidv7(),
    kind,
    outcome,
    note: by.yes(0.5) ? by.pick(notes) : null,
    at: now,
    now,
    nextStep: again ? '再联系' : null,
    nextAt: again ? new Date(now.getTime() + (1 + by.whole(6)) * DAY) : null,
    ...(lead.stage === 'contacted' && by.yes(0.2 + lead.score / 300) ? { stage: 'qualified' as const } : {}),
  })
}

function endOf(by: Chance, ripe: boolean, score: number) {
  if (ripe && by.yes(0.45 + score / 250))
    return { stage: 'converted' as const, amount: (3 + by.whole(60)) * 500_000 }
  if (by.yes(0.3))
    return {
      stage: 'invalid' as const,
      reason: by.pick(['空号', '号码不是本人', '不是目标客户', '重复咨询的同行']),
    }
  return {
    stage: 'lost' as const,
    reason: by.pick(['选了竞品', '预算取消', '暂无计划', '联系不上', '价格超预算']),
  }
}
