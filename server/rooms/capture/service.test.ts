import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { testHouse } from '../../../test/house.ts'
import {
  arrive,
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { retryUndecided } from '../../flow/retry.ts'
import { unseal } from '../../lead/seal.ts'
import { keepField } from '../../lead/settings.ts'
import type { UserCaller } from '../../people/caller.ts'
import { forgetKeys } from './store.ts'

const { db, org } = await testDb()
const make = (reps = 0) => newTeam({ db, org }, { reps })

interface Journalled {
  arrivalId: string
  status: string
  leadId: string | null
  personId: string
  sealed: Buffer
  sealingKey: Buffer | null
}
const journalOf = (team: Team) =>
  team.within((tx) =>
    rows(
      tx,
      sql<Journalled>`select arrival_id, status, lead_id, arrival.person_id, sealed, sealing_key from arrival
        left join person_key on person_key.org_id = arrival.org_id and person_key.person_id = arrival.person_id
        where arrival.org_id = ${tx.orgId} order by arrival_id`,
    ),
  )

/** A lead of this name cannot be written, as if a bug were in the way of it alone. */
async function poison(name: string): Promise<() => Promise<void>> {
  const constraint = `poison_${uuidv7().replaceAll('-', '')}`
  await db.ownerPool.query(
    `alter table lead add constraint ${constraint} check (name <> '${name}') not valid`,
  )
  return async () => void (await db.ownerPool.query(`alter table lead drop constraint ${constraint}`))
}

describe('the journal', () => {
  test('holds each arrival that was acknowledged exactly once, whatever became of it', async () => {
    const team = await make()
    const lead = arrivingLead
    const first = await team.call([
      lead(1),
      lead(1, { name: '张总' }),
      lead(2, { title: null }),
      lead(3, { externalId: 'a' }),
    ])
    await publishNext(team, 'gate', {
      preset: 'custom',
      mode: 'refuse',
      requirements: [{ need: ['wechat'] }],
    })
    const second = await team.call([
      lead(4),
      lead(5, { externalId: 'a' }),
      { source: 'nowhere' },
      'not a lead',
      lead(6, { colour: 'red' }),
    ])
    const statuses = [...first, ...second].map(({ status }) => status)
    expect(statuses).toEqual(
      'created merged quarantined created rejected duplicate rejected rejected rejected'.split(' '),
    )
    expect(second.slice(2).map(({ reasons }) => reasons.map(({ code, field }) => [code, field]))).toEqual([
      [['capture.source_unknown', 'source']],
      [['capture.not_a_lead', undefined]],
      [['capture.field_unknown', 'colour']],
    ])
    const acknowledged = [...first, ...second]
    expect(
      (await journalOf(team)).map(({ arrivalId, status, leadId }) => ({ arrivalId, status, leadId })),
    ).toEqual(
      acknowledged
        .map(({ arrivalId, status, leadId }) => ({ arrivalId, status, leadId }))
        .toSorted((a, b) => (a.arrivalId < b.arrivalId ? -1 : 1)),
    )
    await expectSound(db, team.orgId)
  })

  test('keeps bodies sealed: whole by the person’s key, gone with it', async () => {
    const team = await make()
    const lead = arrivingLead(1, { note: '家住海淀', custom: { 年龄: '8' }, email: '没有邮箱zm' })
    const { source: _, ...raw } = lead
    await team.call([lead, arrivingLead(1, { email: 'zm@example.com' })])
    await team.call([arrivingLead(2, { name: '李蕾', title: null, phone: '1391234' })])
    await publishNext(team, 'gate', { preset: 'custom', mode: 'refuse', requirements: [{ need: ['phone'] }] })
    const [refused] = await team.call([arrivingLead(3, { phone: '1391234' })])
    expect(refused?.reasons).toMatchObject([
      { code: 'phone.length', message: expect.stringContaining('1391234') },
    ])
    const [one, two] = await journalOf(team)
    expect(one?.personId).toBe(two?.personId)
    expect(unseal(one?.sealingKey ?? null, one?.sealed ?? null)).toEqual(raw)
    const plain = await team.within((tx) =>
      rows(
        tx,
        sql`select from arrival, lead_event where arrival.org_id = ${tx.orgId} and lead_event.org_id = ${tx.orgId}
          and (arrival::text || lead_event::text) ~ ${`13810000001|张明|海淀|zm@example|没有邮箱|1391234|李蕾|${Buffer.from('张明').toString('hex')}`}`,
      ),
    )
    expect(plain).toEqual([])
    await team.within((tx) => rows(tx, sql`delete from person_key where org_id = ${tx.orgId}`))
    const journal = await journalOf(team)
    expect(journal).toHaveLength(4)
    for (const { sealed, sealingKey } of journal) expect(unseal(sealingKey, sealed)).toBeNull()
  })
})

describe('what cannot be decided', () => {
  test('leaves what no door can read beside it in the journal', async () => {
    const team = await make()
    const cure = await poison('毒药五')
    const answers = await team.call(['?', arrivingLead(1, { name: '毒药五' }), arrivingLead(2), '?'])
    await cure()
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'undecided', 'created', 'rejected'])
    expect((await journalOf(team)).map(({ arrivalId }) => arrivalId)).toEqual(
      answers.map(({ arrivalId }) => arrivalId).toSorted(),
    )
  })

  test('is one lead, not its neighbours: of a hundred in one call ninety-nine are decided', async () => {
    const team = await make(3)
    await takeTurns(team)
    const cure = await poison('毒药一')
    const leads = Array.from({ length: 100 }, (_, i) => arrivingLead(i, i === 37 ? { name: '毒药一' } : {}))
    const answers = await team.call(leads)
    expect(answers.map(({ status }) => status)).toEqual(
      leads.map((_, i) => (i === 37 ? 'undecided' : 'created')),
    )
    expect(answers[37]).toMatchObject({ leadId: null, reasons: [{ code: 'capture.undecided' }] })
    const journal = await journalOf(team)
    expect(journal.map(({ arrivalId }) => arrivalId).toSorted()).toEqual(
      answers.map(({ arrivalId }) => arrivalId).toSorted(),
    )
    await cure()
    await team.within((tx) =>
      rows(
        tx,
        sql`update arrival set received_at = received_at - interval '1 hour' where org_id = ${tx.orgId}`,
      ),
    )
    expect(await retryUndecided(db, team.orgId, () => undefined)).toBe(1)
    expect(await retryUndecided(db, team.orgId, () => undefined)).toBe(0)
    const [healed] = (await journalOf(team)).filter(({ arrivalId }) => arrivalId === answers[37]?.arrivalId)
    const { name, arrivedAt, createdAt } = (await leadOf(team, healed?.leadId as string)) as never as Record<
      string,
      unknown
    >
    expect(name).toBe('毒药一')
    expect(Number(createdAt) - Number(arrivedAt)).toBeGreaterThan(3_500_000)
    await expectSound(db, team.orgId)
  })

  test('in calls that were gathered spoils none of the other calls', async () => {
    const team = await make()
    const cure = await poison('毒药二')
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        team.call([arrivingLead(i, i % 20 === 7 ? { name: '毒药二' } : {})]),
      ),
    )
    await cure()
    expect(answers.flat().map(({ status }) => status)).toEqual(
      answers.map((_, i) => (i % 20 === 7 ? 'undecided' : 'created')),
    )
    expect(await journalOf(team)).toHaveLength(60)
  })

  test('is given the same answer when the call is repeated, and not journalled again', async () => {
    const team = await make()
    const cure = await poison('毒药三')
    const once = { caller: uuidv7(), key: 'k', body: 1 }
    const leads = [arrivingLead(1), arrivingLead(2, { name: '毒药三' })]
    const first = await team.call(leads, { once })
    await cure()
    expect(await team.call(leads, { once })).toEqual(first)
    expect(await journalOf(team)).toHaveLength(2)
  })

  test('of what a rep typed in is still theirs and protected once it is decided; no key is left over', async () => {
    const team = await make(2)
    await takeTurns(team)
    const [rep] = team.reps as [UserCaller]
    const cure = await poison('毒药四')
    const typed = {
      holderId: rep.userId,
      askBack: true,
      door: 'hand',
      actor: { kind: 'user', id: rep.userId },
    } as const
    await team.call([arrivingLead(1, { source: 'hand', name: '毒药四' })], typed)
    await cure()
    await team.within((tx) =>
      rows(
        tx,
        sql`update arrival set received_at = received_at - interval '1 hour' where org_id = ${tx.orgId}`,
      ),
    )
    expect(await retryUndecided(db, team.orgId, () => undefined)).toBe(1)
    const [decided] = await journalOf(team)
    expect(await leadOf(team, decided?.leadId as string)).toMatchObject({
      holderId: rep.userId,
      protected: true,
    })
    const keys = await team.within((tx) =>
      rows(tx, sql<{ personId: string }>`select person_id from person_key where org_id = ${tx.orgId}`),
    )
    expect(keys).toEqual([{ personId: decided?.personId }])
    await expectSound(db, team.orgId)
  })

  test('is not made by letters that PostgreSQL cannot keep', async () => {
    const team = await make()
    const odd = 'a\0b\ud800c👍'
    const texts = {
      name: odd,
      note: odd,
      externalId: odd,
      tags: [odd],
      touch: { [odd]: odd },
      custom: { [odd]: { [odd]: [odd] } },
    }
    const [answer] = await team.call([arrivingLead(1, texts)])
    expect(answer?.status).toBe('created')
    expect(await leadOf(team, answer?.leadId as string)).toMatchObject({
      externalId: 'ab\ufffdc👍',
      tags: ['ab\ufffdc👍'],
      touch: { 'ab\ufffdc👍': 'ab\ufffdc👍' },
    })
  })
})

test('the same external id from four servers at once is one lead', async () => {
  const team = await make()
  const houses = Array.from({ length: 4 }, () => testHouse(db))
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      team.call([arrivingLead(i, { externalId: 'x-1' })], {}, houses[i % 4]),
    ),
  )
  const statuses = answers.flat().map(({ status }) => status)
  expect(statuses.filter((status) => status === 'created')).toHaveLength(1)
  expect(statuses.filter((status) => status === 'duplicate')).toHaveLength(39)
  await expectSound(db, team.orgId)
})

test('a key is good for a week, and forgotten after that', async () => {
  const team = await make()
  const once = { caller: uuidv7(), key: 'k', body: 1 }
  await team.call([arrivingLead(1)], { once })
  const day = (n: number) => new Date(Date.now() + n * 86_400_000)
  expect(await team.within((tx) => forgetKeys(tx, day(6.9), 10))).toBe(0)
  expect(await team.within((tx) => forgetKeys(tx, day(7.1), 10))).toBe(1)
  const [again] = await team.call([arrivingLead(1)], { once })
  expect(again?.status).toBe('merged')
})

test('a re-enquiry fills custom values where lists look them up', async () => {
  const team = await make(1)
  const field = { label: { zh: '人数', en: 'Staff' }, options: [], personal: false, position: 0 }
  const staff = { ...field, fieldId: uuidv7(), key: 'staff', type: 'number' as const, fast: true }
  await team.within((tx) => keepField(tx, staff, { by: null, at: new Date() }))
  await arrive(team, 1, 1)
  await team.call([arrivingLead(1, { custom: { staff: 70 } })])
  const fast = await team.within((tx) =>
    rows(tx, sql`select number_value from lead_fast where org_id = ${tx.orgId}`),
  )
  expect(fast).toEqual([{ numberValue: 70 }])
})
