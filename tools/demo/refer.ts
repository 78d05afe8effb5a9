import { sql } from 'kysely'
import { inTransaction, rows, type Tx } from '../../server/db/db.ts'
import { addReferrer } from '../../server/flow/referral/referrers.ts'
import { judgeReferral, moveReward, nameReferrer } from '../../server/flow/referral/verbs.ts'
import type { House } from '../../server/house.ts'
import type { UserCaller } from '../../server/people/caller.ts'
import { keepSetting, settleRewards } from '../../server/rooms/referral/service.ts'
import type { DemoOrg } from './organisation.ts'

interface Held {
  readonly leadId: string
  readonly name: string | null
  readonly phone: string | null
  readonly stage: string
}

const partners = [
  { kind: 'partner', name: '陈立', company: '上海云帆咨询有限公司', phone: '13911112201' },
  { kind: 'partner', name: '刘洋', company: '深圳海星渠道服务有限公司', phone: '13911112202' },
  { kind: 'customer', name: '周敏', company: '杭州西溪培训学校', phone: '13911112203' },
  { kind: 'customer', name: '吴磊', company: null, phone: '13911112204' },
] as const

/** Some referrers with what they referred: won and owed, verified and not, one who referred themselves. */
export async function refer(house: House, { orgId }: DemoOrg): Promise<void> {
  await inTransaction(house.db, orgId, async (tx) => {
    const admin = await adminOf(tx)
    await keepSetting(tx, { windowDays: 30, dueOn: 'converted', amount: 50_000, tag: '转介绍' })
    const reps = await rows(
      tx,
      sql<{ userId: string }>`select user_id from member
        where org_id = ${orgId} and 'rep' = any(roles) and status = 'active' order by user_id limit 4`,
    )
    const leads = await rows(
      tx,
      sql<Held>`(select lead_id, name, phone, stage from lead
          where org_id = ${orgId} and stage = 'converted' and merged_into is null order by lead_id desc limit 8)
        union all (select lead_id, name, phone, stage from lead
          where org_id = ${orgId} and holder_kind = 'rep' and merged_into is null order by lead_id desc limit 12)`,
    )
    for (const [at, partner] of partners.entries()) {
      const said = { ...partner, email: null, note: null, teamId: null, userId: null }
      const { referrerId } = await addReferrer(tx, admin, { ...said, repId: reps[at]?.userId ?? null })
      const theirs = leads.filter((_, i) => i % partners.length === at)
      for (const { leadId } of theirs) await nameReferrer(tx, admin, { leadId, referrerId })
      for (const { leadId, stage } of theirs.slice(0, 2))
        if (stage === 'converted')
          await judgeReferral(tx, admin, { leadId, referrerId, to: 'verified', reason: null })
    }
    // Somebody who gives their own number as the referrer's.
    const own = leads.at(-1)
    if (own?.phone) await nameReferrer(tx, admin, { leadId: own.leadId, named: own.phone })
    await settleRewards(tx, new Date())
    await payFirst(tx, admin)
  })
}

async function payFirst(tx: Tx, admin: UserCaller): Promise<void> {
  const due = await rows(
    tx,
    sql<{ leadId: string; referrerId: string }>`select lead_id, referrer_id from lead_referral
      where org_id = ${tx.orgId} and reward_state = 'due' and state = 'verified' order by lead_id limit 3`,
  )
  const said = { reason: null, paidRef: null }
  for (const pair of due) await moveReward(tx, admin, { ...pair, ...said, to: 'approved' })
  for (const pair of due.slice(0, 2))
    await moveReward(tx, admin, { ...pair, ...said, to: 'paid', paidRef: 'FK-2026-0117' })
}

async function adminOf(tx: Tx): Promise<UserCaller> {
  const [admin] = await rows(
    tx,
    sql<{ userId: string; name: string }>`select user_id, name from member
      where org_id = ${tx.orgId} and 'admin' = any(roles) order by user_id limit 1`,
  )
  const { userId = '', name = '' } = admin ?? {}
  return { kind: 'user', orgId: tx.orgId, lang: 'zh', zone: 'Asia/Shanghai', userId, name, roles: ['admin'] }
}
