import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { wholeGraph } from '../../../test/graph.ts'
import { importDesk } from '../../../test/imports.ts'
import { policyBy } from '../../../test/matching.ts'
import { arrivingLead, leadOf, newTeam, publishNext, takeTurns, type Team } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import * as pool from '../../rooms/pool/service.ts'
import { mergeLeads } from './merge.ts'
import { undoMerge } from './undo.ts'

const { db, org } = await testDb()
const desk = await importDesk(db)

const csv = (...lines: string[]) => ['姓名,公司,职位,电话,邮箱', ...lines].join('\n')
const leadIdOf = async (importId: string, rowNo: number) =>
  (await desk.rows(importId)).find((row) => row.rowNo === rowNo)?.leadId as string

async function imported(...lines: string[]) {
  const team = await newTeam({ db, org }, { reps: 2 })
  await takeTurns(team)
  const [held] = await team.call([arrivingLead(1)])
  desk.sit(team.orgId, team.admin)
  const { importId } = await desk.bring(csv(...lines))
  return { team, held: held?.leadId as string, importId }
}
const merge = async (team: Team, leadIds: readonly string[]) =>
  team.within((tx) => mergeLeads(tx, team.admin, { leadIds, survivorId: leadIds[0], picks: {} }))
const undo = (team: Team, mergeId: string) =>
  team.within((tx) => undoMerge(tx, team.admin, { mergeId, restore: [], activities: {} }))
const keptOf = async (importId: string) =>
  (await desk.rows(importId, '&kept=true')).map(({ rowNo, kept }) => [rowNo, kept?.message])

test('an import whose lead was merged keeps that row when it is undone; its other rows go', async () => {
  const { team, held, importId } = await imported(
    '李四,华信,经理,13900000001,',
    '王五,华信,经理,13900000002,',
  )
  const leadId = await leadIdOf(importId, 2)
  await merge(team, [held, leadId])
  const before = await leadOf(team, held)
  expect((await desk.undo(importId)).undone).toEqual({ withdrawn: 1, unmerged: 0, kept: 1 })
  expect(await keptOf(importId)).toEqual([[2, '之后已与其他线索合并']])
  expect(await leadOf(team, held)).toMatchObject({
    name: before.name,
    holderId: before.holderId,
    closedAs: null,
  })
  expect(await leadOf(team, leadId)).toMatchObject({ mergedInto: held, closedAs: 'merged' })
})

test('where the merge was undone first, undoing the import takes back all', async () => {
  const { team, held, importId } = await imported('李四,华信,经理,13900000001,')
  const leadId = await leadIdOf(importId, 2)
  const { mergeId } = await merge(team, [held, leadId])
  await undo(team, mergeId)
  expect((await desk.undo(importId)).undone).toEqual({ withdrawn: 1, unmerged: 0, kept: 0 })
  expect(await leadOf(team, leadId)).toMatchObject({ closedAs: 'withdrawn' })
})

test('what an import filled into a lead that was merged since stays, in the one that stands for it too', async () => {
  const { team, held, importId } = await imported('张明,仁科互动,采购总监,13810000001,a@qq.com')
  const [other] = await team.call([arrivingLead(2)])
  const { mergeId } = await merge(team, [other?.leadId as string, held])
  expect((await desk.undo(importId)).undone).toEqual({ withdrawn: 0, unmerged: 0, kept: 1 })
  await undo(team, mergeId)
  expect(await leadOf(team, held)).toMatchObject({ email: 'a@qq.com' })
})

test('what an import filled into the survivor is taken back, and the merged lead’s keys stay with it', async () => {
  const { team, held, importId } = await imported('张明,仁科互动,采购总监,13810000001,a@qq.com')
  const [other] = await team.call([arrivingLead(2, { email: 'a@qq.com', phone: null, wechat: 'wx_one' })])
  expect(other?.status).not.toBe('created')
  await publishNext(team, 'match', policyBy('link', 'phone'))
  const [twin] = await team.call([arrivingLead(3, { email: 'a@qq.com' })])
  await merge(team, [held, twin?.leadId as string])
  await desk.undo(importId)
  const keys = await team.within((tx) =>
    rows(
      tx,
      sql<{ leadId: string }>`select lead_id from lead_key where org_id = ${tx.orgId} and key = 'e:a@qq.com'`,
    ),
  )
  expect(keys.map(({ leadId }) => leadId)).toEqual([held])
})

test('a merged lead does not fall back; its survivor does, once', async () => {
  const { team, held, importId } = await imported('李四,华信,经理,13900000001,')
  const leadId = await leadIdOf(importId, 2)
  await merge(team, [held, leadId])
  const before = await wholeGraph(db, team.orgId)
  expect(await team.within((tx) => pool.recycle(tx, new Date(Date.now() + 29 * 86_400_000)))).toBe(0)
  expect(await wholeGraph(db, team.orgId)).toEqual(before)
  expect(await team.within((tx) => pool.recycle(tx, new Date(Date.now() + 31 * 86_400_000)))).toBe(1)
  expect(await leadOf(team, leadId)).toMatchObject({ mergedInto: held, holderKind: 'closed' })
})
