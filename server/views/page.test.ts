import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { company } from '../../test/leads.ts'
import { inTransaction, one } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { insertRows } from '../db/write.ts'
import { readClock } from '../lead/deadlines.ts'
import { moveLeads } from '../lead/hold.ts'
import { appendEvents, tellChanges } from '../lead/trail.ts'
import type { Caller } from '../people/caller.ts'
import { publish } from '../policy/store.ts'
import { claim } from '../rooms/pool/service.ts'
import { readPage } from './page.ts'

const { db, org } = await testDb()

const page = (caller: Caller, leadId: string, lang: 'zh' | 'en' = 'zh') =>
  inTransaction(db, caller.orgId, (tx) => readPage(tx, caller, { leadId, lang, now: new Date() }))

async function poolLead() {
  const orgId = await org()
  const house = await company(db, orgId)
  const [leadId] = (await house.plant([
    {
      name: '张明',
      company: '仁科互动',
      phone: '+8613800131234',
      note: '打 13800131234 找他',
      nextStep: '加微信 13800131234',
      touch: { utm_source: 'baidu', landing: 'https://x.cn/?tel=13800131234' },
      holder: { kind: 'pool', id: house.poolA },
    },
  ])) as [string]
  return { orgId, leadId, ...house }
}

describe('the page of a lead', () => {
  test('is not found outside the scope, as if there were none', async () => {
    const { leadId, stranger, admin } = await poolLead()
    await expect(page(stranger, leadId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(page(admin, uuidv7())).rejects.toMatchObject({ code: 'not_found' })
    await expect(page({ ...admin, orgId: await org() }, leadId)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('hides contacts in free text too, until the lead is claimed', async () => {
    const { orgId, leadId, rep, poolA } = await poolLead()
    const before = await page(rep, leadId)
    expect(before).toMatchObject({ masked: true, phone: '138****1234', can: { claim: true } })
    expect(JSON.stringify(before)).not.toContain('13800131234')
    expect(before.touch).toEqual({ utm_source: 'baidu', landing: 'https://x.cn/?tel=***' })
    await inTransaction(db, orgId, (tx) =>
      claim(tx, rep, { poolId: poolA, wanted: { leadIds: [leadId] }, now: new Date() }),
    )
    const after = await page(rep, leadId)
    expect(after).toMatchObject({ masked: false, phone: '+8613800131234', note: '打 13800131234 找他' })
    expect(after.can).toMatchObject({ edit: true, log: true, release: true })
    expect(after.trail.map(({ kind, actor }) => [kind, actor.name])).toEqual([['claimed', '李雷']])
  })

  test('says which of the claimer’s limits is used up', async () => {
    const { orgId, leadId, rep, poolA } = await poolLead()
    await inTransaction(db, orgId, (tx) =>
      one(tx, sql`update pool set daily_limit = 0 where pool_id = ${poolA}`),
    )
    expect((await page(rep, leadId, 'en')).can['claim']).toMatchObject({ code: 'pool.daily_limit' })
  })

  test('tells its trail: who, which rule by what name, and sealed changes to who sees it in full only', async () => {
    const { orgId, leadId, rep, manager, marketer, mate, poolA } = await poolLead()
    await inTransaction(db, orgId, async (tx) => {
      const rule = {
        id: 'r1',
        name: '华东给李雷',
        when: { all: [] },
        strategy: { kind: 'rep' as const, userId: rep.userId },
        active: true,
      }
      await publish(tx, {
        kind: 'assign',
        scope: '',
        over: 1,
        body: { rules: [rule], fallbackPoolId: poolA },
        note: null,
        by: null,
        at: new Date(),
      })
      const clock = await readClock(tx, new Date())
      const pool = await one(
        tx,
        sql<{ id: string }>`select holder_id as id from lead where lead_id = ${leadId}`,
      )
      await moveLeads(
        tx,
        [
          {
            leadId,
            from: { kind: 'pool', id: pool?.id ?? '' },
            to: { kind: 'rep', id: rep.userId },
            kind: 'assigned',
            rule: { kind: 'assign', scope: '', version: 2, id: 'r1' },
          },
        ],
        { now: clock.now, day: clock.day, actor: { kind: 'user', id: manager.userId } },
      )
      const key = await one(
        tx,
        sql<{ key: Buffer }>`select sealing_key as key from person_key
        join lead using (org_id, person_id) where lead_id = ${leadId}`,
      )
      const changes = [
        { field: 'phone', before: '+8613800130000', after: '+8613800131234' },
        { field: 'title', before: null, after: '总监' },
      ]
      const { open, sealed } = tellChanges(changes, key?.key ?? null, new Set())
      const edited = {
        leadId,
        at: new Date(),
        kind: 'edited',
        actor: { kind: 'user' as const, id: mate.userId },
        data: { changes: open },
        sealed,
      }
      await appendEvents(tx, [edited])
    })
    const { trail } = await page(rep, leadId)
    expect(trail).toMatchObject([
      {
        kind: 'assigned',
        actor: { kind: 'rule' },
        rule: { kind: 'assign', version: 2, id: 'r1', name: '华东给李雷' },
        data: { to: { kind: 'rep', id: rep.userId } },
      },
      {
        kind: 'edited',
        actor: { kind: 'user', id: mate.userId, name: '韩梅梅' },
        changes: [
          { field: 'title', before: null, after: '总监' },
          { field: 'phone', before: '+8613800130000', after: '+8613800131234' },
        ],
      },
    ])
    const hidden = await page(marketer, leadId)
    expect(hidden.trail[1]?.changes.map(({ field }) => field)).toEqual(['title'])
    // Erased: the key is gone, the rest of the trail stands.
    await inTransaction(db, orgId, (tx) => one(tx, sql`delete from person_key where org_id = ${orgId}`))
    expect((await page(rep, leadId)).trail[1]?.changes.map(({ field }) => field)).toEqual(['title'])
  })

  test('tells why it is in quarantine in the reader’s language, without quoting to who may not see', async () => {
    const orgId = await org()
    const { manager, marketer, plant } = await company(db, orgId)
    const message = { zh: '电话“1380013”不是有效号码', en: 'Phone "1380013" is not a phone number' }
    const [leadId] = (await plant([
      {
        holder: { kind: 'quarantine' },
        gateReasons: [{ code: 'phone.invalid', field: 'phone', given: '1380013', message }],
      },
    ])) as [string]
    expect((await page(manager, leadId, 'en')).gateReasons).toEqual([
      { code: 'phone.invalid', field: 'phone', message: message.en },
    ])
    expect((await page(marketer, leadId)).gateReasons).toMatchObject([{ message: '电话“***”不是有效号码' }])
  })

  test('shows who shares it and what was done, by name', async () => {
    const { orgId, leadId, admin, mate } = await poolLead()
    const at = new Date()
    await inTransaction(db, orgId, async (tx) => {
      await insertRows(
        tx,
        'lead_collaborator',
        ['org_id', 'lead_id', 'user_id', 'at'],
        [[orgId, leadId, mate.userId, at]],
      )
      const columns = ['org_id', 'lead_id', 'activity_id', 'kind', 'outcome', 'note', 'by_user', 'at']
      await insertRows(tx, 'activity', columns, [
        [orgId, leadId, uuidv7(), 'call', 'connected', '聊过', mate.userId, at],
      ])
    })
    expect(await page(admin, leadId)).toMatchObject({
      collaborators: [{ id: mate.userId, name: '韩梅梅' }],
      activities: [{ kind: 'call', note: '聊过', by: { id: mate.userId, name: '韩梅梅' } }],
    })
  })
})
