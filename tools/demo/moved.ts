import { sql } from 'kysely'
import type { AssignRule } from '../../contract/assign.ts'
import type { MoveFrom, MoveTo } from '../../contract/move.ts'
import { inTransaction, one, rows, type Tx } from '../../server/db/db.ts'
import { uuidv7 } from '../../server/db/id.ts'
import { beginMove } from '../../server/flow/move/begin.ts'
import { previewMove } from '../../server/flow/move/preview.ts'
import type { House } from '../../server/house.ts'
import { sourceIds } from '../../server/lead/sources.ts'
import type { UserCaller } from '../../server/people/caller.ts'
import { currentPolicy, publish } from '../../server/policy/store.ts'
import { keepPool } from '../../server/rooms/pool/store.ts'
import { chance } from './chance.ts'
import { capture } from './history.ts'
import { makeLead } from './leads.ts'
import type { DemoOrg } from './organisation.ts'

/**
 * What an admin did by hand today: leads of a fair offered to the team there first, leads of the pool dealt by the rules once
 * more, and the book of somebody on leave shared out. Then some arrive that wait for a manager.
 */
export async function moveByHand(house: House, org: DemoOrg, now: Date): Promise<void> {
  const { db } = house
  const { orgId, adminId, poolId, reps } = org
  const caller: UserCaller = {
    kind: 'user',
    orgId,
    userId: adminId,
    roles: ['admin'],
    name: '管理员 苏晴',
    lang: 'zh',
    zone: 'Asia/Shanghai',
  }
  await inTransaction(db, orgId, async (tx) => {
    await offerFairs(tx, org, now)
    const move = async (wish: { from: MoveFrom; to: MoveTo }, reason: string) => {
      const { plan } = await previewMove(tx, caller, { wish, lang: 'zh', now })
      if (plan.leads.length > 0) await beginMove(tx, caller, { wish, plan, reason, now })
    }
    const stale = await inPool(tx, poolId, org.sourceIds.get('expo') ?? '')
    await move(
      { from: { kind: 'leads', leadIds: stale }, to: { kind: 'rules' } },
      '展会跟进规则改了，公海里的按新规则重分',
    )
    const [away = '', ...others] = reps.slice(20, 24)
    await move(
      {
        from: { kind: 'book', userId: away, customers: true },
        to: { kind: 'spread', userIds: others, by: 'load', together: true },
      },
      '休产假，先由同组接手',
    )
  })
  const by = chance(20_260_103)
  const arriving = Array.from({ length: 9 }, () => ({
    ...makeLead(by, []),
    need: '要私有化部署，数据不出内网',
  }))
  const sources = await inTransaction(db, orgId, sourceIds)
  await capture(house, org, { arriving, at: now, sources })
}

/** Leads of a source that lie in a pool, and a few more. */
async function inPool(tx: Tx, poolId: string, sourceId: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select lead_id from lead
      where org_id = ${tx.orgId} and holder_kind = 'pool' and holder_id = ${poolId} and merged_into is null
      order by source_id = ${sourceId} desc, arrived_at desc limit 46`,
  )
  return found.map(({ leadId }) => leadId)
}

/** From now on a fair's leads lie a day for the team that was there before anybody may claim them. */
async function offerFairs(tx: Tx, { adminId: by, sourceIds: sources }: DemoOrg, at: Date): Promise<void> {
  const held = await currentPolicy(tx, 'assign')
  const north = await one(
    tx,
    sql<{ teamId: string }>`select team_id from team where org_id = ${tx.orgId} and name = '华北组'`,
  )
  const members = await rows(
    tx,
    sql<{ id: string }>`select team_id as id from team where org_id = ${tx.orgId} and parent_id is not null`,
  )
  if (!held || !north) return
  const poolId = uuidv7(at.getTime())
  await keepPool(tx, {
    poolId,
    name: '展会公海',
    dailyLimit: 10,
    holdingLimit: 160,
    members: members.map(({ id }) => ({ kind: 'team', id })),
  })
  const rules: AssignRule[] = [
    {
      id: 'private',
      name: '私有化部署由主管分',
      when: { all: [{ field: 'need', op: 'contains', value: '私有化' }] },
      strategy: { kind: 'hand' },
      active: true,
    },
    {
      id: 'fair',
      name: '展会线索先给华北一天',
      when: { all: [{ field: 'source', op: 'one_of', value: [sources.get('expo') ?? ''] }] },
      strategy: {
        kind: 'claimWindow',
        poolId,
        steps: [{ who: { teamIds: [north.teamId] }, minutes: 24 * 60 }],
      },
      active: true,
    },
  ]
  await publish(tx, {
    kind: 'assign',
    scope: '',
    over: held.version,
    body: { ...held.body, rules: [...rules, ...held.body.rules] },
    note: '展会线索先给去了展会的组，私有化部署由主管分',
    by,
    at,
  })
}
