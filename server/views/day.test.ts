import { describe, expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { company, type Planted, share } from '../../test/leads.ts'
import { inTransaction } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { insertRows } from '../db/write.ts'
import type { UserCaller } from '../people/caller.ts'
import { dayAt, myCounts, myQueue } from './day.ts'
import { countLeads, listLeads } from './list.ts'
import { teamDay } from './team.ts'

const { db, org } = await testDb()

// 10:00 in Shanghai, where the day is 8 March from 16:00 UTC the day before.
const now = new Date('2026-03-08T02:00:00Z')
const today = (clock: string) => new Date(`2026-03-08T${clock}:00+08:00`)
const yesterday = today('00:00').getTime() - 3_600_000
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)

const mine = (caller: UserCaller, more: Planted): Planted => ({
  holder: { kind: 'rep', id: caller.userId },
  arrivedAt: ago(30),
  assignedAt: ago(30),
  lastFollowupAt: ago(2),
  firstFollowupAt: ago(20),
  ...more,
})

async function busy() {
  const orgId = await org()
  const house = await company(db, orgId)
  const { rep, mate, stranger } = house
  await house.plant([
    mine(rep, { name: '平常', score: 90 }),
    mine(rep, { name: '低分', score: 10 }),
    mine(rep, { name: '今晚回收', dueAt: today('23:59'), score: 5 }),
    mine(rep, { name: '明天回收', dueAt: new Date(today('23:59').getTime() + 60_000), score: 95 }),
    mine(rep, { name: '约在九点', nextAt: today('09:00'), dueAt: today('23:00') }),
    mine(rep, {
      name: '新来的',
      assignedAt: today('08:00'),
      arrivedAt: today('08:00'),
      lastFollowupAt: null,
      firstFollowupAt: null,
    }),
    mine(rep, {
      name: '秒回',
      assignedAt: today('07:00'),
      arrivedAt: today('07:00'),
      firstFollowupAt: today('07:01'),
      lastFollowupAt: today('07:01'),
      score: 1,
    }),
    mine(rep, {
      name: '慢回',
      assignedAt: today('07:00'),
      arrivedAt: today('07:00'),
      firstFollowupAt: today('07:03'),
      lastFollowupAt: today('07:03'),
      score: 0,
    }),
    // Followed up by whoever had it before: no response of this holder.
    mine(rep, {
      name: '转来的',
      assignedAt: today('09:30'),
      firstFollowupAt: ago(20),
      lastFollowupAt: ago(2),
      score: 50,
    }),
    mine(mate, { name: '同事的', assignedAt: new Date(yesterday), arrivedAt: new Date(yesterday) }),
    mine(stranger, { name: '别组的', arrivedAt: today('01:00') }),
    { holder: { kind: 'quarantine' }, arrivedAt: today('01:30') },
    { holder: { kind: 'waiting' }, arrivedAt: ago(3) },
    { holder: { kind: 'pool', id: house.poolA }, arrivedAt: ago(8) },
    { holder: { kind: 'pool', id: house.poolB }, arrivedAt: today('02:00') },
  ])
  const done = (by: UserCaller, kind: string, at: Date, [lead]: string[]) => [
    orgId,
    lead,
    uuidv7(),
    kind,
    by.userId,
    at,
  ]
  const lead = await house.plant([{ holder: { kind: 'closed' }, closedAs: 'lost', arrivedAt: ago(60) }])
  await inTransaction(db, orgId, (tx) =>
    insertRows(
      tx,
      'activity',
      ['org_id', 'lead_id', 'activity_id', 'kind', 'by_user', 'at'],
      [
        done(rep, 'call', today('09:00'), lead),
        done(rep, 'note', today('09:00'), lead),
        done(rep, 'call', new Date(yesterday), lead),
      ],
    ),
  )
  return { orgId, ...house }
}

describe('a rep’s day', () => {
  test('is worked by the clock first, then what nobody touched, then by score', async () => {
    const { rep, plant } = await busy()
    await plant([mine(rep, { name: '早就该打', nextAt: ago(1) })])
    const queue = await inTransaction(db, rep.orgId, (tx) =>
      myQueue(tx, rep, dayAt('Asia/Shanghai', now), 50),
    )
    expect(queue.map(({ because }) => because)).toEqual([
      'next',
      'next',
      'due',
      'new',
      'new',
      'open',
      'open',
      'open',
      'open',
      'open',
    ])
    expect(queue[0]?.at).toEqual(ago(1))
    expect(queue[2]?.at).toEqual(today('23:59'))
    expect(queue.slice(3).map(({ at }) => at)).toEqual(Array.from({ length: 7 }, () => null))
    expect(
      await inTransaction(db, rep.orgId, (tx) => myQueue(tx, rep, dayAt('Asia/Shanghai', now), 2)),
    ).toHaveLength(2)
  })

  test('counts what happened since midnight on the organisation’s clock', async () => {
    const { rep } = await busy()
    expect(
      await inTransaction(db, rep.orgId, (tx) => myCounts(tx, rep, dayAt('Asia/Shanghai', now))),
    ).toEqual({
      newToday: 4,
      fallingBackToday: 2,
      priority: 0,
      doneToday: 1,
      medianFirstResponseSeconds: 120,
    })
  })
})

/** Leads given to a rep this morning and out of their hands since: one closed within the minute, one given back. */
async function letGoSince({ orgId, rep, poolA, plant }: Awaited<ReturnType<typeof busy>>) {
  const given = {
    arrivedAt: today('06:00'),
    assignedAt: today('06:00'),
    firstFollowupAt: today('06:01'),
    lastFollowupAt: today('06:01'),
  }
  const [closed, released, mates] = await plant([
    { ...given, holder: { kind: 'closed' }, closedAs: 'lost' },
    { ...given, holder: { kind: 'pool', id: poolA }, firstFollowupAt: today('06:05') },
    { ...given, holder: { kind: 'closed' }, closedAs: 'lost' },
  ])
  const mate = uuidv7()
  const to = (userId: string) => ({ from: { kind: 'waiting', id: null }, to: { kind: 'rep', id: userId } })
  const away = { from: { kind: 'rep', id: rep.userId }, to: { kind: 'closed', id: null } }
  const event = (lead: string | undefined, at: Date, kind: string, data: unknown) => [
    orgId,
    lead,
    uuidv7(),
    at,
    kind,
    'system',
    data,
  ]
  await inTransaction(db, orgId, async (tx) => {
    await insertRows(
      tx,
      'lead_event',
      ['org_id', 'lead_id', 'event_id', 'at', 'kind', 'actor_kind', 'data'],
      [
        event(closed, ago(9), 'assigned', to(mate)),
        event(closed, today('06:00'), 'assigned', to(rep.userId)),
        event(closed, today('06:02'), 'closed', away),
        event(released, today('06:00'), 'assigned', to(rep.userId)),
        event(mates, today('06:00'), 'assigned', to(mate)),
      ],
    )
    await insertRows(
      tx,
      'activity',
      ['org_id', 'lead_id', 'activity_id', 'kind', 'by_user', 'at'],
      [[orgId, released, uuidv7(), 'note', rep.userId, today('06:05')]],
    )
  })
  await share(db, orgId, { leadIds: [closed!, mates!], userId: rep.userId })
}

describe('what was given today counts though it was let go since', () => {
  test('for the rep and for their manager, and not what another was given', async () => {
    const house = await busy()
    await letGoSince(house)
    const { rep, manager } = house
    const counts = await inTransaction(db, rep.orgId, (tx) => myCounts(tx, rep, dayAt('Asia/Shanghai', now)))
    // 60, 180 s of those held; 60 and 300 s of those that went.
    expect(counts).toMatchObject({ newToday: 6, medianFirstResponseSeconds: 120 })
    const day = await inTransaction(db, rep.orgId, (tx) => teamDay(tx, manager, { now }))
    expect(day.reps.find(({ userId }) => userId === rep.userId)).toMatchObject({
      newToday: 6,
      holding: 9,
      medianFirstResponseSeconds: 120,
    })
    expect(day.totals).toMatchObject({ newToday: 6, medianFirstResponseSeconds: 120 })
  })
})

test('the untouched of a rep are exactly those the list has', async () => {
  const { manager, rep, plant } = await busy()
  // Followed up since it was given, and never since: a condition on one moment could not tell them apart.
  await plant([
    mine(rep, { assignedAt: ago(3), firstFollowupAt: ago(20), lastFollowupAt: ago(4) }),
    mine(rep, { assignedAt: ago(3), firstFollowupAt: ago(20), lastFollowupAt: ago(2) }),
  ])
  const query = {
    holder: 'rep',
    untouched: true,
    condition: JSON.stringify({ field: 'holder', op: 'is', value: rep.userId }),
  } as const
  const [day, counted, listed] = await inTransaction(db, rep.orgId, async (tx) => [
    await teamDay(tx, manager, { now }),
    await countLeads(tx, manager, { query, lang: 'zh', now }),
    await listLeads(tx, manager, {
      query: { ...query, sort: 'dueAt', order: 'asc', limit: 50 },
      lang: 'zh',
      now,
    }),
  ])
  expect(day.reps.find(({ userId }) => userId === rep.userId)?.untouched).toBe(3)
  expect(counted).toEqual({ count: 3, exact: true })
  expect(listed.items).toHaveLength(3)
})

describe('a manager’s day', () => {
  const read = (caller: UserCaller, team?: string) =>
    inTransaction(db, caller.orgId, (tx) => teamDay(tx, caller, { team, now }))

  test('shows their own people and what they see, nobody else’s', async () => {
    const { manager, rep, mate } = await busy()
    const day = await read(manager)
    expect(day.reps.map(({ userId }) => userId).toSorted()).toEqual([rep.userId, mate.userId].toSorted())
    expect(day.reps.find(({ userId }) => userId === rep.userId)).toMatchObject({
      name: '李雷',
      away: false,
      holding: 9,
      newToday: 4,
      untouched: 2,
      overdue: 1,
      fallingBackToday: 2,
      medianFirstResponseSeconds: 120,
      doneToday: 1,
    })
    expect(day.totals).toEqual({
      newToday: 4,
      untouched: 3,
      fallingBackToday: 2,
      medianFirstResponseSeconds: 120,
      inQuarantine: 1,
      waiting: 1,
      inPools: 1,
    })
    expect(day.bySource).toMatchObject([{ today: 4, days7: 6 }])
    expect(day.perHour).toEqual([
      { hour: 1, count: 1 },
      { hour: 7, count: 2 },
      { hour: 8, count: 1 },
    ])
  })

  test('of the admin is the whole organisation’s, or one team’s', async () => {
    const { admin, teamB, stranger } = await busy()
    const all = await read(admin)
    expect(all.reps).toHaveLength(3)
    expect(all.totals).toMatchObject({ inPools: 2, newToday: 4 })
    const one = await read(admin, teamB)
    expect(one.reps).toMatchObject([
      { userId: stranger.userId, holding: 1, newToday: 0, medianFirstResponseSeconds: null },
    ])
    expect(one.perHour).toEqual([{ hour: 1, count: 1 }])
    await expect(read(admin, uuidv7())).rejects.toMatchObject({ code: 'not_found' })
  })

  test('of another manager’s team shows nobody', async () => {
    const { manager, teamB } = await busy()
    expect((await read(manager, teamB)).reps).toEqual([])
  })

  test('of an empty house is all zeros', async () => {
    const { admin } = await company(db, await org())
    const day = await read(admin)
    expect(day.totals).toMatchObject({
      newToday: 0,
      inPools: 0,
      inQuarantine: 0,
      waiting: 0,
      medianFirstResponseSeconds: null,
    })
    expect(day.reps).toMatchObject([{ holding: 0 }, { holding: 0 }, { holding: 0 }])
  })
})
