import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { begunOrg, importDesk } from '../../../test/imports.ts'
import { inTransaction, rows, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { insertRows } from '../../db/write.ts'
import { moveLeads } from '../../lead/hold.ts'
import { publish } from '../../policy/store.ts'
import { captureAll } from '../../rooms/capture/service.ts'

const { db, org } = await testDb()
const desk = await importDesk(db)

const columns = ['name', 'company', 'title', 'phone', 'email', 'wechat', 'note'] as const
type Lead = Partial<Record<(typeof columns)[number], string>>

const csv = (leads: readonly Lead[]) =>
  [columns.join(','), ...leads.map((lead) => columns.map((column) => lead[column] ?? '').join(','))].join(
    '\n',
  )

async function begin(reps: number) {
  const begun = await begunOrg(db, org)
  const { orgId, poolId } = begun
  desk.sit(orgId)
  const teamId = uuidv7()
  const users = Array.from({ length: reps }, () => uuidv7())
  const at = new Date()
  const rule = { id: 'r', name: '轮流', when: { all: [] }, active: true }
  await inTransaction(db, orgId, async (tx) => {
    const team = ['org_id', 'team_id', 'name', 'created_at']
    await insertRows(tx, 'team', team, [[orgId, teamId, '一组', at]])
    const member = ['org_id', 'user_id', 'name', 'roles', 'status', 'settings', 'created_at']
    const rowsOf = users.map((id, i) => [orgId, id, `销售${i}`, ['rep'], 'active', {}, at])
    await insertRows(tx, 'member', member, rowsOf)
    const seat = ['org_id', 'team_id', 'user_id', 'leads']
    await insertRows(
      tx,
      'team_member',
      seat,
      users.map((id) => [orgId, teamId, id, false]),
    )
    const body = {
      rules:
        reps > 0 ? [{ ...rule, who: { teamIds: [teamId] }, strategy: { kind: 'roundRobin' as const } }] : [],
      fallbackPoolId: poolId,
    }
    await publish(tx, { kind: 'assign', scope: '', over: 1, body, note: null, by: null, at })
  })
  return { ...begun, users }
}

const capture = (orgId: string, leads: readonly Lead[]) =>
  captureAll(db, desk.house.capture, {
    orgId,
    lang: 'zh',
    door: 'api',
    actor: { kind: 'key', id: null },
    leads: leads.map((lead) => ({ source: 'api', ...lead })),
  })

/** Everything that is known of the leads that are not withdrawn, but for their trail. */
async function everything(orgId: string) {
  const all = async (tx: Tx) => {
    // Oldest first: what a lead is, who holds it, by which keys it is found, and what its holders hold.
    const leads = await rows(
      tx,
      sql`select lead_id, name, company, title, phone, email, wechat, note, attrs, tags, stage, holder_kind, holder_id,
          score, due_at from lead where org_id = ${orgId} and closed_as is distinct from 'withdrawn' order by lead_id`,
    )
    const keys = await rows(
      tx,
      sql`select lead_id, key from lead_key where org_id = ${orgId} order by key, lead_id`,
    )
    const loads = await rows(
      tx,
      sql`select user_id, holding from rep_load where org_id = ${orgId} and holding > 0 order by user_id`,
    )
    return { leads, keys, loads }
  }
  return inTransaction(db, orgId, all)
}

const few = (...values: string[]) => fc.constantFrom(undefined, ...values)
const anyLead: fc.Arbitrary<Lead> = fc.record({
  name: few('张明', '李雷', '韩梅梅'),
  company: few('北京仁科互动网络技术有限公司', '华信软件'),
  title: few('总监', '经理'),
  phone: few('13800000001', '13800000002', '13800000003', '13800000004、13800000005', '123'),
  email: few('a@qq.com', 'b@qq.com', 'c@example.com'),
  wechat: few('wx_one', 'wx_two'),
  note: few('想了解报价'),
})

test('an import that is undone has not been, but for the trail; the same file then means the same again', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyLead, { minLength: 1, maxLength: 8 }),
      fc.array(anyLead, { minLength: 1, maxLength: 25 }),
      async (held, file) => {
        const { orgId } = await begin(2)
        await capture(orgId, held)
        const before = await everything(orgId)
        const job = await desk.upload(csv(file), '?preset=onlineSchool').catch(() => undefined)
        if (!job) return // nothing but blank rows
        const { forecast } = await desk.check(job.importId)
        const done = await desk.run(job.importId)
        expect(done.counts['differed'] ?? 0).toBe(0)
        const undone = await desk.undo(job.importId)
        expect(undone).toMatchObject({ state: 'undone', undone: { kept: 0 } })
        expect(await everything(orgId)).toEqual(before)
        const again = await desk.upload(csv(file))
        expect((await desk.check(again.importId)).forecast).toEqual(forecast)
      },
    ),
    { numRuns: 12 },
  )
}, 120_000)

const person = (n: number, more: Lead = {}): Lead => ({
  name: '张明',
  company: '仁科互动',
  title: '总监',
  phone: `138${String(20_000_000 + n)}`,
  ...more,
})

test('what an import let out of quarantine goes back there, whichever of its rows brought what was missing', async () => {
  const { orgId } = await begin(1)
  await capture(orgId, [person(1, { title: undefined }), person(2, { title: undefined })])
  const before = await everything(orgId)
  const { importId } = await desk.upload(
    csv([person(1), person(1, { wechat: 'wx_a' }), person(2), person(3, { title: undefined }), person(3)]),
  )
  await desk.check(importId)
  await desk.run(importId)
  const during = (await everything(orgId)).leads as { holderKind: string }[]
  expect(during.map(({ holderKind }) => holderKind)).toEqual(['rep', 'rep', 'rep'])
  expect(await desk.undo(importId)).toMatchObject({ state: 'undone', undone: { kept: 0 } })
  expect(await everything(orgId)).toEqual(before)
})

test('what somebody has worked on since stays, and says why', async () => {
  const { orgId, users } = await begin(1)
  await capture(orgId, [person(1), person(2)])
  const { importId } = await desk.upload(
    csv([
      person(1, { email: 'a@qq.com', wechat: 'wx_a' }),
      person(3),
      person(4),
      person(5),
      person(2, { email: 'b@qq.com' }),
    ]),
  )
  await desk.check(importId)
  await desk.run(importId)
  const found = await desk.rows(importId)
  const now = new Date(Date.now() + 1000)
  await inTransaction(db, orgId, async (tx) => {
    // One is given away, one enquires again, and of a merge one field is edited.
    const move = {
      leadId: found[1]!.leadId!,
      from: { kind: 'rep' as const, id: users[0]! },
      kind: 'released',
    }
    const to = {
      kind: 'pool' as const,
      id: (await rows(tx, sql<{ id: string }>`select pool_id as id from pool where org_id = ${orgId}`))[0]!
        .id,
    }
    await moveLeads(tx, [{ ...move, to }], { now, day: '2026-01-01', actor: { kind: 'user', id: users[0]! } })
    await rows(
      tx,
      sql`update lead set email = 'other@qq.com' where org_id = ${orgId} and lead_id = ${found[0]!.leadId}`,
    )
  })
  await new Promise((resolve) => setTimeout(resolve, 5))
  await capture(orgId, [person(4)])
  const undone = await desk.undo(importId)
  expect(undone.undone).toEqual({ withdrawn: 1, unmerged: 2, kept: 3 })
  const kept = await desk.rows(importId, '&kept=true')
  expect(kept.map(({ rowNo, kept: why }) => [rowNo, why?.message])).toEqual([
    [2, '之后已被修改'],
    [3, '之后已被退回公海'],
    [4, '之后本人再次咨询'],
  ])
  const leads = await inTransaction(db, orgId, (tx) =>
    rows(
      tx,
      sql<{
        phone: string
      }>`select phone, email, wechat, closed_as from lead where org_id = ${orgId} order by phone`,
    ),
  )
  expect(leads).toEqual([
    { phone: '+8613820000001', email: 'other@qq.com', wechat: null, closedAs: null },
    { phone: '+8613820000002', email: null, wechat: null, closedAs: null },
    { phone: '+8613820000003', email: null, wechat: null, closedAs: null },
    { phone: '+8613820000004', email: null, wechat: null, closedAs: null },
    { phone: '+8613820000005', email: null, wechat: null, closedAs: 'withdrawn' },
  ])
})

test('a rep hears of an import once, however many leads it brought', async () => {
  const { orgId, users } = await begin(2)
  await capture(orgId, [person(1)])
  await desk.bring(csv(Array.from({ length: 25 }, (_, n) => person(n))))
  const notices = await inTransaction(db, orgId, (tx) =>
    rows(
      tx,
      sql<{ userId: string; data: { assigned: number; reenquired: number } }>`
        select user_id, data from notice where org_id = ${orgId} and kind <> 'lead.assigned' order by user_id`,
    ),
  )
  expect(notices.map(({ userId }) => userId)).toEqual(users.toSorted())
  expect(notices.reduce((sum, { data }) => sum + data.assigned, 0)).toBe(24)
  expect(notices.reduce((sum, { data }) => sum + data.reenquired, 0)).toBe(1)
})
