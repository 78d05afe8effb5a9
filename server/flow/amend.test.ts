import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { plainCard } from '../../contract/scorecard.ts'
import { testDb } from '../../test/database.ts'
import {
  arrive,
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
  trailOf,
} from '../../test/team.ts'
import { rows } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { queryKeys } from '../lead/keys.ts'
import { unseal } from '../lead/seal.ts'
import { keepField } from '../lead/settings.ts'
import type { UserCaller } from '../people/caller.ts'
import * as followup from '../rooms/followup/service.ts'
import { amend } from './amend.ts'

const { db, org } = await testDb()

async function held(more: object = {}) {
  const team = await newTeam({ db, org }, { reps: 1 })
  await takeTurns(team)
  const [answer] = await team.call([arrivingLead(1, more)])
  return { team, leadId: answer?.leadId as string, rep: team.reps[0] as UserCaller }
}
const edit = async (
  team: Team,
  by: UserCaller,
  { leadId, patch, version }: { leadId: string; patch: object; version?: number },
) => {
  const read = version ?? (await leadOf(team, leadId)).version
  return team.within((tx) => amend(tx, by, { leadId, version: read, patch, lang: 'zh' }))
}
const found = async (team: Team, text: string): Promise<string[]> => {
  const { exact, prefix } = queryKeys(text)
  const hits = await team.within((tx) =>
    rows(
      tx,
      sql<{ leadId: string }>`select distinct lead_id from lead_key
        where org_id = ${tx.orgId} and (key = any(${exact}::text[])
          or exists (select from unnest(${prefix}::text[]) start where starts_with(key, start)))`,
    ),
  )
  return hits.map(({ leadId }) => leadId)
}

describe('an edit', () => {
  test('that cannot be read is refused with its reasons, and changes nothing', async () => {
    const { team, leadId, rep } = await held()
    const before = await leadOf(team, leadId)
    await expect(
      edit(team, rep, { leadId, patch: { name: '李四', phone: '12345', email: 'nobody' } }),
    ).rejects.toMatchObject({
      code: 'lead.value_invalid',
      reasons: [{ field: 'phone' }, { field: 'email' }],
    })
    expect(await leadOf(team, leadId)).toEqual(before)
    expect((await trailOf(team, leadId)).at(-1)?.kind).toBe('assigned')
  })

  test('of a version that is no longer current is refused', async () => {
    const { team, leadId, rep } = await held()
    const { version } = await edit(team, rep, { leadId, patch: { title: '总经理' } })
    expect((await leadOf(team, leadId)).version).toBe(version)
    await expect(
      edit(team, rep, { leadId, patch: { title: '副总' }, version: version - 1 }),
    ).rejects.toMatchObject({
      code: 'version.stale',
    })
    const both = await Promise.allSettled(
      ['甲', '乙'].map((title) => edit(team, rep, { leadId, patch: { title }, version })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('of a closed lead, or of one outside the scope, is refused', async () => {
    const { team, leadId, rep } = await held()
    const { version } = await leadOf(team, leadId)
    const stranger = { ...rep, userId: uuidv7() }
    await expect(edit(team, stranger, { leadId, patch: { title: '总' } })).rejects.toMatchObject({
      code: 'not_found',
    })
    await team.within((tx) =>
      followup.setStage(tx, rep, { leadId, version, stage: 'lost', reason: '无预算', now: new Date() }),
    )
    await expect(edit(team, rep, { leadId, patch: { title: '总' } })).rejects.toMatchObject({
      code: 'lead.closed',
    })
  })

  test('is cleaned, scored again and told: personal values sealed, the others in the open', async () => {
    const { team, leadId, rep } = await held()
    const term = {
      id: 't',
      label: '高管',
      when: { field: 'title', op: 'contains', value: '总经理' } as never,
      points: 40,
    }
    await publishNext(team, 'score', plainCard([term], [{ grade: 'B', from: 30 }]))
    await edit(team, rep, { leadId, patch: { title: ' 总经理 ', phone: '+86 139-1234-5678' } })
    expect(await leadOf(team, leadId)).toMatchObject({
      title: '总经理',
      phone: '+8613912345678',
      score: 40,
      grade: 'B',
    })
    const told = (await trailOf(team, leadId)).at(-1)
    expect(told).toMatchObject({
      kind: 'edited',
      actorId: rep.userId,
      data: {
        changes: [
          { field: 'title', before: '采购总监', after: '总经理' },
          { field: 'score', before: 0, after: 40 },
        ],
      },
    })
    expect(JSON.stringify(told)).not.toContain('139')
    const [event] = await team.within((tx) =>
      rows(
        tx,
        sql<{ sealed: Buffer; sealingKey: Buffer }>`select sealed, sealing_key from lead_event
          join lead using (org_id, lead_id) join person_key using (org_id, person_id)
          where org_id = ${tx.orgId} and kind = 'edited'`,
      ),
    )
    expect(unseal(event?.sealingKey ?? null, event?.sealed ?? null)).toMatchObject({
      changes: [{ field: 'phone', before: '+8613810000001', after: '+8613912345678' }],
      // That a number looks made up is noted of an edit as it is of an arrival.
      notes: [{ field: 'phone', code: 'phone.seldom' }],
    })
  })

  test('moves the keys along: search finds the new values and no longer the old', async () => {
    const { team, leadId, rep } = await held({ email: 'old@example.com' })
    await edit(team, rep, { leadId, patch: { name: '欧阳娜娜', phone: '13912345678', email: null } })
    for (const text of ['13912345678', '5678', '欧阳', 'ouyang'])
      expect({ text, ids: await found(team, text) }).toEqual({ text, ids: [leadId] })
    for (const text of ['13810000001', '张明', 'zhangming', 'old@example.com'])
      expect({ text, ids: await found(team, text) }).toEqual({ text, ids: [] })
    const [again] = await team.call([arrivingLead(1)])
    expect(again?.status).toBe('created')
    const [linked] = await team.call([arrivingLead(2, { phone: '13912345678' })])
    expect(linked).toMatchObject({ status: 'merged', leadId })
  })

  test('that makes it the person of another open lead is flagged; one that touches no key is not', async () => {
    const { team, leadId, rep } = await held()
    const [other = ''] = await arrive(team, 1, 7)
    await edit(team, rep, { leadId, patch: { title: '总经理' } })
    expect(await leadOf(team, leadId)).toMatchObject({ duplicateOf: null })
    await edit(team, rep, { leadId, patch: { phone: '13810000007' } })
    expect(await leadOf(team, leadId)).toMatchObject({ duplicateOf: other })
  })

  test('changes custom fields by their type, forgets those that are emptied, and refuses unknown ones', async () => {
    const { team, leadId, rep } = await held()
    const field = { label: { zh: '人数', en: 'Staff' }, options: [], personal: false, position: 0 }
    const staff = { ...field, fieldId: uuidv7(), key: 'staff', type: 'number' as const, fast: true }
    await team.within((tx) => keepField(tx, staff, { by: null, at: new Date() }))
    const fast = () =>
      team.within((tx) =>
        rows(tx, sql<{ numberValue: number }>`select number_value from lead_fast where org_id = ${tx.orgId}`),
      )
    await edit(team, rep, { leadId, patch: { custom: { staff: '1,200' } } })
    expect(await leadOf(team, leadId)).toMatchObject({ attrs: { staff: 1200 } })
    expect(await fast()).toEqual([{ numberValue: 1200 }])
    await expect(edit(team, rep, { leadId, patch: { custom: { gone: 'x' } } })).rejects.toMatchObject({
      code: 'lead.value_invalid',
    })
    await edit(team, rep, { leadId, patch: { custom: { staff: null } } })
    expect(await leadOf(team, leadId)).toMatchObject({ attrs: {} })
    expect(await fast()).toEqual([])
  })

  test('at the moment its person enquires again is neither lost nor in the way', async () => {
    const { team, leadId, rep } = await held()
    const edits = async (n: number) => {
      for (let i = 0; i < 10; i++) {
        await edit(team, rep, { leadId, patch: { need: `需求 ${n}-${i}`, phone: '13810000001' } }).catch(
          (error: { code?: string }) => expect(error.code).toBe('version.stale'),
        )
      }
    }
    const enquiries = async (n: number) => {
      for (let i = 0; i < 10; i++) {
        const [answer] = await team.call([arrivingLead(1, { email: `zm${n}${i}@example.com` })])
        expect(answer).toMatchObject({ status: 'merged', leadId })
      }
    }
    await Promise.all([edits(0), edits(1), enquiries(0), enquiries(1)])
    await expectSound(db, team.orgId)
  })
})
