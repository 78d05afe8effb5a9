import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { policyBy } from '../../../test/matching.ts'
import { arrivingLead, expectSound, leadOf, newTeam, publishNext, trailOf } from '../../../test/team.ts'
import { uuidv7 } from '../../db/id.ts'
import { readLeads } from '../../lead/store.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as followup from '../../rooms/followup/service.ts'
import { askDue, keepResults } from '../../rooms/probe/store.ts'
import * as tags from '../../rooms/tag/service.ts'
import { readPage } from '../../views/page.ts'
import { amend } from '../amend.ts'
import * as customer from '../customer.ts'
import { mergeLeads } from '../merge/merge.ts'
import { undoMerge } from '../merge/undo.ts'
import { readSetup } from '../setup.ts'
import { applyFindings } from '../verify/apply.ts'
import { eraseLead } from './erase.ts'

const { db, org } = await testDb()

const name = '欧阳测真'
const phone = '13912345678'
const email = 'ouyang.cz@example.org'
const wechat = 'ouyang_cz_wx'
const address = '北京市海淀区中关村大街27号九层'
/** As they may stand anywhere: whole, backwards as phones are searched, by their sound. */
const traces = [name, phone, '87654321931', email, 'ouyang.cz', wechat, 'ouyangcezhen', '中关村大街27号']

/** Every row of every table that holds a trace of somebody, sealed bytes read as text too. */
async function standing(): Promise<string[]> {
  const { rows: tables } = await db.ownerPool.query<{ table: string }>(
    `select table_name as table from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE'`,
  )
  expect(tables.length).toBeGreaterThan(40)
  const found: string[] = []
  for (const { table } of tables) {
    const { rows } = await db.ownerPool.query<{ row: string }>(`select t::text as row from "${table}" t`)
    for (const { row } of rows) {
      const hits = traces.filter(
        (trace) => row.includes(trace) || row.includes(Buffer.from(trace).toString('hex')),
      )
      if (hits.length > 0) found.push(`${table}: ${hits.join(', ')}`)
    }
  }
  return found
}

test('of who was erased no table holds a name, a number or an address, in the open or sealed', async () => {
  const team = await newTeam({ db, org }, { reps: 2 })
  const { admin, orgId, within } = team
  const rep = team.reps[0] as UserCaller
  await publishNext(team, 'match', policyBy('link', 'email'))
  await publishNext(team, 'merge', { survivor: ['older'], fields: {}, sources: [], share: true })
  const lead = arrivingLead(1, {
    name,
    phone,
    email,
    wechat,
    address,
    externalId: `crm-${phone}`,
    company: '北京仁科互动网络技术有限公司',
    touch: { landing: `https://example.org/?tel=${phone}`, utm_source: 'baidu' },
    need: `${name}想买`,
    note: `打 ${phone}`,
    consent: [{ purpose: 'contact', channel: 'phone', granted: true, textVersion: 'v1' }],
  })
  const once = { caller: uuidv7(), key: 'k1', body: [lead] }
  const [first] = await team.call([lead], { once })
  const [second] = await team.call([arrivingLead(2, { name, phone: '010-62345678', email, wechat })])
  const [kept] = await team.call([arrivingLead(3, { name, email, phone: `${phone}9`, company: undefined })])
  const [stranger] = await team.call([arrivingLead(4, { name: '李四', wechat })])
  const ids = [first, second, kept].map((answer) => answer?.leadId as string) as [string, string, string]
  expect(new Set(ids).size).toBe(3)

  // What is written and found out about them.
  await within(async (tx) => {
    await followup.log(tx, admin, {
      now: new Date(),
      leadId: ids[0],
      activityId: uuidv7(),
      kind: 'call',
      outcome: 'met',
      note: `${name} 说打 ${phone}`,
      nextStep: `加微信 ${wechat}`,
      nextAt: new Date(),
    })
    await tags.retag(tx, admin, { leadIds: [ids[0]], add: [name], remove: [] })
    const setup = await readSetup(tx, new Date())
    const [held] = await readLeads(tx, [ids[0]])
    const said = { reason: null, source: 'provider', provider: null, cost: 1, currency: 'CNY' } as const
    const value = held?.phone as string
    await applyFindings(tx, [{ leadId: ids[0], field: 'phone', value, finding: 'reached', ...said }], {
      setup,
      actor: { kind: 'system', id: null },
    })
    await askDue(tx, [{ leadId: ids[0], field: 'phone' }], { by: null, at: new Date() })
    const [at, expiresAt] = [new Date(), new Date(Date.now() + 1e9)]
    const answer = { value, outcome: 'reachable', reason: null, provider: 'p', cost: 1 } as const
    await keepResults(tx, 'phone', [{ ...answer, currency: 'CNY', checkedAt: at, expiresAt }])
  })
  const { version } = await leadOf(team, ids[1])
  await within((tx) =>
    amend(tx, admin, {
      leadId: ids[1],
      version,
      lang: 'zh',
      patch: { title: name, company: `${name}工作室` },
    }),
  )
  await within(async (tx) => {
    for (const facts of [
      { company: '仁科', name, phones: [phone, '13788906543'] },
      { name, emails: [email] },
    ])
      await customer.add(tx, { body: { ...facts, note: `${name}的客户` }, lang: 'zh' })
  })
  const importId = uuidv7()
  const sources = await leadOf(team, ids[0])
  const run = (text: string, values: unknown[]) => db.ownerPool.query(text, values)
  await run(
    `insert into import (org_id, import_id, source_id, file_name, file_hash, byte_size, state, created_by)
      values ($1, $2, $3, 'a.csv', '\\x00', 1, 'done', $4)`,
    [orgId, importId, sources.sourceId, admin.userId],
  )
  await run(
    `insert into import_row (org_id, import_id, row_no, cells, fate, twin_lead_id, meant)
      values ($1, $2, 2, $3, 'held', $4, $5)`,
    [
      orgId,
      importId,
      JSON.stringify([name, phone]),
      ids[0],
      JSON.stringify([{ field: 'phone', value: phone }]),
    ],
  )
  await run(
    `insert into dispute (org_id, dispute_id, lead_id, claimant_id, holder_id, reason, opened_at)
      values ($1, $2, $3, $4, $5, $6, now())`,
    [orgId, uuidv7(), ids[1], rep.userId, admin.userId, `${name}是我的`],
  )
  await run(
    `insert into match_pair (org_id, pair_id, lead_a, lead_b, found_by, found_at) values ($1, $2, $3, $4, 'rule', now())`,
    [orgId, uuidv7(), ...[ids[0], ids[2]].toSorted()],
  )
  await run(`insert into consent_key (org_id, key, person_id) values ($1, $2, $3)`, [
    orgId,
    `p:+86${phone}`,
    uuidv7(),
  ])
  const merge = (leadIds: string[]) =>
    within((tx) => mergeLeads(tx, admin, { leadIds, survivorId: ids[0], picks: {} }))
  await merge([ids[0], ids[1]])
  const { mergeId } = await merge([ids[0], ids[2]])
  await within(async (tx) => {
    const { version: v } = await leadOf(team, ids[0])
    await followup.setStage(tx, admin, {
      now: new Date(),
      leadId: ids[0],
      version: v,
      stage: 'lost',
      reason: `${name}不要了`,
    })
  })
  expect((await standing()).length).toBeGreaterThan(15)

  // Asked for one that was merged away, the whole family is erased.
  const { erased, alike } = await within((tx) => eraseLead(tx, admin, ids[1]))
  expect({ erased, alike }).toEqual({ erased: 3, alike: [stranger?.leadId] })
  await db.ownerPool.query('update lead set wechat = null where lead_id = $1', [stranger?.leadId])
  await db.ownerPool.query('delete from lead_key where lead_id = $1', [stranger?.leadId])
  expect(await standing()).toEqual([])
  const keys = await db.ownerPool.query(
    `select from person_key join arrival using (org_id, person_id) where lead_id = any($1)`,
    [ids],
  )
  expect(keys.rowCount).toBe(0)
  for (const id of ids) {
    expect(await leadOf(team, id)).toMatchObject({ closedAs: 'erased', holderKind: 'closed', phone: null })
    const page = await within((tx) => readPage(tx, admin, { leadId: id, lang: 'zh', now: new Date() }))
    expect(page).toMatchObject({ name: null, closedAs: 'erased' })
    expect((await trailOf(team, id)).at(-1)).toMatchObject({ kind: 'erased', actorId: admin.userId })
  }
  expect(await within((tx) => eraseLead(tx, admin, ids[0]))).toMatchObject({ erased: 0 })
  await expect(
    within((tx) => undoMerge(tx, admin, { mergeId, restore: [], activities: {} })),
  ).rejects.toMatchObject({ code: 'merge.erased' })
  const { rows: left } = await run('select company, phones, name from customer where org_id = $1', [orgId])
  expect(left).toEqual([{ company: '仁科', phones: ['+8613788906543'], name: null }])
  await expectSound(db, orgId)

  // Who comes again is somebody new, with a key of their own.
  const [again] = await team.call([lead])
  expect(again).toMatchObject({ status: 'created' })
  expect(ids).not.toContain(again?.leadId)
})

test('an open lead of a rep leaves them, and their load', async () => {
  const team = await newTeam({ db, org }, { reps: 1 })
  const rep = team.reps[0] as UserCaller
  const by = { door: 'hand', actor: { kind: 'user', id: rep.userId }, holderId: rep.userId } as const
  const [made] = await team.call([arrivingLead(1)], by)
  const leadId = made?.leadId as string
  expect(await leadOf(team, leadId)).toMatchObject({ holderKind: 'rep' })
  await team.within((tx) => eraseLead(tx, team.admin, leadId))
  expect(await leadOf(team, leadId)).toMatchObject({ holderKind: 'closed', closedAs: 'erased' })
  await expectSound(db, team.orgId)
  await expect(team.within((tx) => eraseLead(tx, team.admin, uuidv7()))).rejects.toMatchObject({
    code: 'not_found',
  })
})
