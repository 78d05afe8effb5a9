import { sql } from 'kysely'
import { inTransaction, rows, type Tx } from '../../server/db/db.ts'
import { override } from '../../server/flow/score/feedback/override.ts'
import { remark } from '../../server/flow/score/feedback/remark.ts'
import type { House } from '../../server/house.ts'
import type { UserCaller } from '../../server/people/caller.ts'
import { type Chance, chance } from './chance.ts'
import type { DemoOrg } from './organisation.ts'

interface Held {
  readonly leadId: string
  readonly holderId: string
  readonly holder: string
  readonly grade: string
  readonly terms: readonly { readonly id: string; readonly points: number }[]
}

const high = [
  ['noBudget', '预算要到明年三月才批，现在只是了解'],
  ['wrongPerson', '名片是总，其实不管采购，要找 IT 部门'],
  ['wrongProduct', '要的是单机版，我们不卖'],
  ['customerAlready', '去年已经签了，子公司的人又填了一次表'],
  ['noBudget', null],
] as const
const low = [
  ['hotter', '老板亲自加了微信，问了三次报价'],
  ['hotter', '竞品合同下月到期，正在换'],
  ['wrongData', '人数填错了，实际八百多人'],
] as const

/** Reps say of some scores that they are wrong, and set a few grades by hand. */
export async function sayOfScores(house: House, org: DemoOrg): Promise<void> {
  const by = chance(20_260_202)
  await inTransaction(house.db, org.orgId, async (tx) => {
    const held = await rows(
      tx,
      sql<Held>`select lead_id, holder_id, member.name as holder, grade, score_terms as terms from lead
        join member on member.org_id = lead.org_id and member.user_id = lead.holder_id
        where lead.org_id = ${org.orgId} and holder_kind = 'rep' and first_followup_at is not null
        order by lead.arrived_at desc, lead.lead_id limit 160`,
    )
    for (const lead of held) if (by.yes(0.22)) await sayOf(tx, org, { lead, by })
    for (const lead of held.filter(({ grade }) => grade === 'B' || grade === 'C').slice(0, 6))
      await setOf(tx, org, { lead, by })
  })
}

interface Saying {
  readonly lead: Held
  readonly by: Chance
}

async function sayOf(tx: Tx, org: DemoOrg, { lead, by }: Saying): Promise<void> {
  const tooHigh = lead.grade === 'A' || lead.grade === 'B'
  const [reason, note] = by.pick<readonly [(typeof high | typeof low)[number][0], string | null]>(
    tooHigh ? high : low,
  )
  const telling = lead.terms.filter(({ points }) => (tooHigh ? points > 0 : points < 0)).map(({ id }) => id)
  await remark(tx, callerOf(org, lead), {
    leadId: lead.leadId,
    direction: tooHigh ? 'high' : 'low',
    reason,
    note,
    misled: telling.length > 0 && by.yes(0.8) ? [by.pick(telling)] : [],
  })
}

async function setOf(tx: Tx, org: DemoOrg, { lead, by }: Saying): Promise<void> {
  const up = by.yes(0.7)
  await override(tx, callerOf(org, lead), {
    leadId: lead.leadId,
    to: { grade: up ? 'A' : 'D' },
    reason: up ? 'hotter' : 'noBudget',
    note: up ? '老板亲自来问，下周签' : null,
    until: by.yes(0.4) ? new Date(Date.now() + 14 * 86_400_000) : null,
    was: null,
  })
}

function callerOf({ orgId }: DemoOrg, { holderId, holder }: Held): UserCaller {
  return {
    kind: 'user',
    orgId,
    userId: holderId,
    name: holder,
    roles: ['rep'],
    lang: 'zh',
    zone: 'Asia/Shanghai',
  }
}
