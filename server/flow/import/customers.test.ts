import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import { importDesk } from '../../../test/imports.ts'
import { policyBy } from '../../../test/matching.ts'
import { arrivingLead, leadOf, newTeam, publishNext } from '../../../test/team.ts'
import { inTransaction, rows } from '../../db/db.ts'
import type { Customer } from '../../rooms/customer/decide/customer.ts'

const testing = await testDb()
const { db, connection } = testing
const desk = await importDesk(db)

const header =
  '客户编号,客户名称,统一社会信用代码,联系人,手机,座机,邮箱,客户经理,客户状态,首次购买日期,最近购买,累计消费,备注'
const line = (n: number, more: Partial<Record<string, string>> = {}) =>
  [
    more['id'] ?? `K${n}`,
    more['company'] ?? `北京第${n}号网络技术有限公司`,
    more['code'] ?? '',
    more['name'] ?? '张明',
    more['phone'] ?? `138${String(10_000_000 + n)}`,
    more['fixed'] ?? '',
    more['email'] ?? '',
    more['holder'] ?? '',
    more['stage'] ?? '活跃',
    more['first'] ?? '2021年3月5日',
    more['last'] ?? '2025/11/02',
    more['spend'] ?? '12.5万',
    more['note'] ?? '',
  ].join(',')
const file = (...lines: string[]) => [header, ...lines].join('\n')

async function begin() {
  const team = await newTeam(testing, { reps: 2 })
  desk.sit(team.orgId)
  return team
}

const held = (orgId: string) =>
  inTransaction(db, orgId, (tx) =>
    rows(tx, sql<Customer>`select * from customer where org_id = ${orgId} order by customer_id`),
  )

const bring = (text: string) => desk.bring(text, '?kind=customers')

describe('a file of customers', () => {
  test('is understood and mapped as customers, whose names mean other things than a lead’s', async () => {
    await begin()
    const { mapping, kind } = await desk.upload(file(line(1)), '?kind=customers')
    expect(kind).toBe('customers')
    expect(mapping.map(({ field }) => field)).toEqual([
      'externalId',
      'company',
      'creditCode',
      'name',
      'phone',
      'phone',
      'email',
      'holder',
      'lifecycleStage',
      'firstPurchaseOn',
      'lastPurchaseOn',
      'spend',
      'note',
    ])
  })

  test('becomes customers, cleaned, with their holders; the same file again changes nothing', async () => {
    const { orgId, reps } = await begin()
    const text = file(
      line(1, {
        phone: '138 1000 0001',
        fixed: '010-82610001',
        holder: '销售1',
        spend: '"$1,200.50"',
        email: 'A@B.cn',
      }),
      line(2, { holder: '谁', stage: '没有这种', first: '哪天' }),
    )
    const done = await bring(text)
    expect(done).toMatchObject({ state: 'done', counts: { created: 2 }, forecast: { new: 2 } })
    const [first, second] = await held(orgId)
    expect(first).toMatchObject({
      externalId: 'K1',
      phones: ['+8613810000001', '+861082610001'],
      emails: ['a@b.cn'],
      holderId: reps[1]?.userId,
      lifecycleStage: 'active',
      firstPurchaseOn: '2021-03-05',
      lastPurchaseOn: '2025-11-02',
      spend: 120_050,
      currency: 'USD',
      source: '线索.csv',
    })
    expect(second).toMatchObject({
      spend: 12_500_000,
      currency: 'CNY',
      holderId: null,
      firstPurchaseOn: null,
    })
    const [, told] = await desk.rows(done.importId)
    expect(told?.reasons.map(({ field }) => field)).toEqual(['lifecycleStage', 'firstPurchaseOn', 'holder'])
    expect(await bring(text)).toMatchObject({ forecast: { held: 2 }, counts: { unchanged: 2 } })
  })

  test('tells every row’s fate, and the run keeps to it', async () => {
    const { orgId } = await begin()
    await bring(file(line(1), line(2, { id: '', code: '91110108MA01ABCD2H' }), line(3, { id: '' })))
    const { importId } = await desk.upload(
      file(
        line(9),
        line(1, { company: '改了名的公司', spend: '20万' }),
        line(7, { id: '', code: '91110108ma01abcd2h', company: '别名' }),
        line(3, { id: '', name: '李雷' }),
        line(3, { id: '', company: '同一电话的另一家公司' }),
        line(9, { note: '再说一次' }),
        line(0, { id: '', company: '', name: '', phone: '' }),
        line(8, { name: '\uFFFD' }),
      ),
      '?kind=customers',
    )
    const { forecast } = await desk.check(importId)
    expect(forecast).toEqual({ new: 2, held: 3, in_file: 1, invalid: 1, unreadable: 1 })
    const done = await desk.run(importId)
    expect(done.counts).toEqual({ created: 2, updated: 4, rejected: 2 })
    const staged = await desk.rows(importId)
    expect(staged.map(({ fate }) => fate)).toEqual([
      'new',
      'held',
      'held',
      'held',
      'new',
      'in_file',
      'invalid',
      'unreadable',
    ])
    expect(staged.filter(({ differed }) => differed)).toEqual([])
    expect((await held(orgId)).find(({ externalId }) => externalId === 'K1')).toMatchObject({
      company: '改了名的公司',
      spend: 20_000_000,
    })
    const [head, , second] = await desk.report(importId)
    expect(head).toMatch(/^行号,预测,结果,与预测不同,原因,重复于行,客户,撤销时保留,/)
    expect(second).toMatch(/^3,更新已有客户,已更新,/)
  })

  test('is mended row by row before it runs', async () => {
    await begin()
    const { importId } = await desk.upload(file(line(1), line(2)), '?kind=customers')
    await desk.check(importId)
    const mended = await desk.ok('PATCH', `/${importId}/rows/3`, { cells: { 客户编号: 'K1' } })
    expect(mended).toMatchObject({ fate: 'in_file', twinRow: 2 })
  })

  test('recognises the open leads of those it brings', async () => {
    const team = await begin()
    const [answer] = await team.call([arrivingLead(1)])
    await bring(file(line(1)))
    const [customer] = await held(team.orgId)
    expect((await leadOf(team, answer!.leadId!)).customerId).toBe(customer?.customerId)
  })

  test('is for managers, admins and keys, not for who sees no contacts', async () => {
    const { orgId } = await begin()
    desk.sit(orgId, member(orgId, ['marketer']))
    expect((await desk.send(file(line(1)), '?kind=customers')).status).toBe(403)
    desk.sit(orgId, member(orgId, ['manager']))
    expect((await desk.send(file(line(1)), '?kind=customers')).status).toBe(200)
  })
})

describe('undoing it', () => {
  test('removes who was new, restores who was brought up to date, and keeps what was changed since', async () => {
    const team = await begin()
    const { orgId } = team
    await bring(file(line(1), line(2)))
    const before = await held(orgId)
    const { importId } = await bring(
      file(
        line(1, { spend: '99万', fixed: '010-82610001' }),
        line(2, { spend: '99万', note: '新说明' }),
        line(3),
        line(4),
        line(3, { note: '又一行' }),
      ),
    )
    const [, second, , fourth] = await held(orgId)
    await team.within((tx) =>
      rows(
        tx,
        sql`update customer set note = '人改的', version = version + 1
        where org_id = ${orgId} and customer_id in (${second!.customerId}, ${fourth!.customerId})`,
      ),
    )
    const [answer] = await team.call([arrivingLead(3)])
    expect((await leadOf(team, answer!.leadId!)).customerId).not.toBeNull()
    const undone = await desk.undo(importId)
    expect(undone).toMatchObject({ state: 'undone', undone: { withdrawn: 1, unmerged: 3, kept: 2 } })
    const left = await held(orgId)
    expect(left.map(({ externalId, spend, note, phones }) => ({ externalId, spend, note, phones }))).toEqual([
      { externalId: 'K1', spend: before[0]?.spend, note: null, phones: before[0]?.phones },
      { externalId: 'K2', spend: before[1]?.spend, note: '人改的', phones: before[1]?.phones },
      { externalId: 'K4', spend: 12_500_000, note: '人改的', phones: ['+8613810000004'] },
    ])
    expect((await leadOf(team, answer!.leadId!)).customerId).toBeNull()
    const kept = await desk.rows(importId, '&kept=1')
    expect(kept.map(({ rowNo }) => rowNo)).toEqual([3, 5])
    const keys = await team.within((tx) =>
      rows(
        tx,
        sql`select from customer_key where org_id = ${orgId} and key in ('p:+8613810000003', 'p:+861082610001')`,
      ),
    )
    expect(keys).toEqual([])
  })
})

// ── crashes

const many = (count: number) => file(...Array.from({ length: count }, (_, n) => line(n)))

async function running(count: number) {
  const { orgId } = await begin()
  const { importId } = await desk.upload(many(count), '?kind=customers')
  await desk.check(importId)
  await desk.ok('POST', `/${importId}/run`)
  return { orgId, importId }
}

test('an import of customers whose process was killed goes on where it stood: every row exactly once', async () => {
  const count = 4_000
  const { orgId, importId } = await running(count)
  const code = `
    import { openDb } from './server/db/db.ts'
    import { runImport } from './server/flow/import/run.ts'
    const db = openDb(${JSON.stringify(connection)})
    const nobody = () => undefined
    await runImport({ db }, { orgId: '${orgId}', importId: '${importId}',
      signal: new AbortController().signal, failed: nobody, decided: nobody })`
  const flags = ['--input-type=module-typescript', '--eval', code]
  const child = spawn(process.execPath, flags, {
    cwd: join(import.meta.dirname, '../../..'),
    stdio: 'inherit',
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const rowsDone = () => desk.read(importId).then((job) => job.rowsDone)
  await vi.waitFor(async () => expect(await rowsDone()).toBeGreaterThan(0), { timeout: 20_000, interval: 10 })
  child.kill('SIGKILL')
  expect((await held(orgId)).length).toBeLessThan(count)
  await desk.work('import.run', importId)
  expect(await desk.read(importId)).toMatchObject({
    state: 'done',
    rowsDone: count,
    counts: { created: count },
  })
  expect(new Set((await held(orgId)).map(({ externalId }) => externalId)).size).toBe(count)
  expect(await held(orgId)).toHaveLength(count)
}, 60_000)

test('a row that writing fails on is rejected and told, the rest goes on', async () => {
  const { orgId, importId } = await running(30)
  await db.ownerPool.query(
    `alter table customer add constraint planted check (external_id <> 'K7') not valid`,
  )
  await desk.work('import.run', importId)
  await db.ownerPool.query('alter table customer drop constraint planted')
  expect(await desk.read(importId)).toMatchObject({
    state: 'done',
    counts: { created: 29, rejected: 1, differed: 1 },
  })
  expect(await held(orgId)).toHaveLength(29)
  const bad = (await desk.rows(importId)).find(({ status }) => status === 'rejected')
  expect(bad?.reasons).toMatchObject([{ code: 'import.row_failed' }])
})

test('a file of leads is foretold by rules against customers, as it will be decided', async () => {
  const team = await begin()
  await bring(file(line(1, { holder: team.reps[0]!.name })))
  const policy = policyBy('refuse', 'phone')
  await publishNext(team, 'match', policy)
  const leads = ['姓名,公司,职位,手机', '张明,仁科,总监,13810000001', '李雷,仁科,总监,13810000002'].join('\n')
  const { importId } = await desk.upload(leads)
  expect((await desk.check(importId)).forecast).toEqual({ held: 1, new: 1 })
  const { counts } = await desk.run(importId)
  expect(counts).toEqual({ duplicate: 1, created: 1 })
})
