import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { arrive, expectSound, leadOf, newTeam, type Team, trailOf } from '../../../test/team.ts'
import { type Db, inTransaction, openDb, rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as pool from './service.ts'

const { db, org, connection } = await testDb()
// As two servers on one database.
const other = openDb(connection)
afterAll(() => other.close())
const servers = (i: number): Db => (i % 2 ? other : db)
const make = (reps: number) => newTeam({ db, org }, { reps })
const everything = { all: [] }

const claim = (team: Team, rep: UserCaller, wanted: pool.Wanted, at: { on?: Db; now?: Date } = {}) =>
  inTransaction(at.on ?? db, team.orgId, (tx) =>
    pool.claim(tx, rep, { poolId: team.poolId, wanted, now: at.now ?? new Date() }),
  )
const best = (count: number): pool.Wanted => ({ count, condition: everything })

async function limit(team: Team, limits: { daily?: number; holding?: number; cap?: number }) {
  await team.within(async (tx) => {
    await rows(
      tx,
      sql`update pool set daily_limit = ${limits.daily ?? null}, holding_limit = ${limits.holding ?? null}
        where org_id = ${tx.orgId}`,
    )
    await rows(tx, sql`update member set holding_max = ${limits.cap ?? null} where org_id = ${tx.orgId}`)
  })
}

describe('claiming', () => {
  test('five hundred at once for one lead: one has it, the others are told who', async () => {
    const team = await make(500)
    const [leadId = ''] = await arrive(team, 1)
    const answers = await Promise.all(
      team.reps.map((rep, i) => claim(team, rep, { leadIds: [leadId] }, { on: servers(i) })),
    )
    const winners = answers.flatMap(({ claimed }, i) => (claimed.length > 0 ? [team.reps[i]] : []))
    expect(winners).toHaveLength(1)
    const { holderKind, holderId } = await leadOf(team, leadId)
    expect([holderKind, holderId]).toEqual(['rep', winners[0]?.userId])
    const refused = answers.flatMap((answer) => answer.refused)
    expect(refused).toHaveLength(499)
    const told = { leadId, code: 'pool.already_claimed', message: `慢了一步，${winners[0]?.name} 已领取` }
    for (const each of refused) expect(each).toEqual(told)
    await expectSound(db, team.orgId)
  })

  test.each([
    ['a day', { daily: 20 }, 20, 'pool.daily_limit'],
    ['in the pool’s hands', { daily: 100, holding: 7 }, 7, 'pool.holding_limit'],
    ['in the rep’s own', { daily: 100, holding: 50, cap: 13 }, 13, 'pool.holding_limit'],
  ] as const)('sixty-four at once never take one more than allowed %s', async (_, limits, most, code) => {
    const team = await make(1)
    const [rep] = team.reps as [UserCaller]
    const leadIds = await arrive(team, 128)
    await limit(team, limits)
    const answers = await Promise.allSettled(
      Array.from({ length: 64 }, (_each, i) => {
        const wanted = i % 3 ? { leadIds: [leadIds[i] as string, leadIds[127 - i] as string] } : best(3)
        return claim(team, rep, wanted, { on: servers(i) })
      }),
    )
    const claimed = answers.flatMap((each) => (each.status === 'fulfilled' ? each.value.claimed : []))
    expect(new Set(claimed).size).toBe(most)
    expect(claimed).toHaveLength(most)
    for (const each of answers) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code })
      else
        for (const { code: why } of each.value.refused) expect([code, 'pool.already_claimed']).toContain(why)
    }
    await expectSound(db, team.orgId)
  })

  test('what is gone already uses up no limit', async () => {
    const team = await make(2)
    const [fast, slow] = team.reps as [UserCaller, UserCaller]
    const [gone = '', free = '', more = ''] = await arrive(team, 3)
    await claim(team, fast, { leadIds: [gone] })
    await limit(team, { daily: 1 })
    const answer = await claim(team, slow, { leadIds: [gone, uuidv7(), free, more] })
    expect(answer.claimed).toEqual([free])
    expect(answer.refused.map(({ code }) => code)).toEqual([
      'pool.already_claimed',
      'not_found',
      'pool.daily_limit',
    ])
    expect(answer).toMatchObject({ claimedToday: 1, holding: 1 })
  })

  test('the best are had by nobody twice, and by score, then by age', async () => {
    const team = await make(20)
    const ids = await arrive(team, 60)
    await team.within((tx) =>
      rows(
        tx,
        sql`update lead set score = place / 50 * 100, arrived_at = arrived_at + place * interval '1 second'
          from unnest(${ids}::uuid[]) with ordinality as asked (id, place)
          where org_id = ${tx.orgId} and lead_id = asked.id`,
      ),
    )
    const [first] = team.reps as [UserCaller]
    expect((await claim(team, first, best(2))).claimed.toSorted()).toEqual(ids.slice(49, 51).toSorted())
    const answers = await Promise.all(
      team.reps.map((rep, i) => claim(team, rep, best(5), { on: servers(i) })),
    )
    const claimed = answers.flatMap((answer) => answer.claimed)
    expect(new Set(claimed).size).toBe(claimed.length)
    for (const { claimed: theirs } of answers) expect(theirs.length).toBeLessThanOrEqual(5)
    expect((await claim(team, first, best(20))).claimed.length + claimed.length).toBeLessThanOrEqual(58)
    await expectSound(db, team.orgId)
  })

  test('yesterday’s claims do not count today, in the organisation’s zone', async () => {
    const team = await make(1)
    const [rep] = team.reps as [UserCaller]
    await arrive(team, 9)
    await limit(team, { daily: 2 })
    const evening = new Date('2026-03-08T15:59:59.900Z') // 23:59 in Shanghai
    const midnight = new Date('2026-03-08T16:00:00.000Z')
    expect((await claim(team, rep, best(3), { now: evening })).claimed).toHaveLength(2)
    await expect(claim(team, rep, best(1), { now: evening })).rejects.toMatchObject({
      code: 'pool.daily_limit',
      params: { used: 2, limit: 2 },
    })
    expect((await claim(team, rep, best(3), { now: midnight })).claimed).toHaveLength(2)
    // A server whose clock is behind opens no second yesterday.
    await expect(claim(team, rep, best(1), { now: evening })).rejects.toMatchObject({
      code: 'pool.daily_limit',
    })
    await expect(claim(team, rep, best(1), { now: midnight })).rejects.toMatchObject({
      code: 'pool.daily_limit',
    })
  })

  test('is for members of the pool, and no longer for who has left', async () => {
    const team = await make(2)
    const [rep, leaver] = team.reps as [UserCaller, UserCaller]
    const [first = '', second = ''] = await arrive(team, 2)
    await claim(team, leaver, { leadIds: [first] })
    await team.within((tx) =>
      rows(
        tx,
        sql`update member set status = 'left' where org_id = ${tx.orgId} and user_id = ${leaver.userId}`,
      ),
    )
    await expect(claim(team, leaver, { leadIds: [second] })).rejects.toMatchObject({
      code: 'pool.not_member',
    })
    await team.within((tx) => rows(tx, sql`delete from pool_member where org_id = ${tx.orgId}`))
    await expect(claim(team, rep, best(1))).rejects.toMatchObject({
      code: 'pool.not_member',
      params: { pool: '公海' },
    })
    const elsewhere = { poolId: uuidv7(), wanted: best(1), now: new Date() }
    await expect(team.within((tx) => pool.claim(tx, rep, elsewhere))).rejects.toMatchObject({
      code: 'not_found',
    })
    // What the leaver held is an admin's to give back.
    const back = { leadIds: [first], reason: '离职', now: new Date() }
    expect((await team.within((tx) => pool.release(tx, team.admin, back))).released).toEqual([first])
    await expectSound(db, team.orgId)
  })
})

describe('giving back', () => {
  test('is for the holder; others are told there is no such lead', async () => {
    const team = await make(2)
    const [mine, stranger] = team.reps as [UserCaller, UserCaller]
    const [held = '', free = ''] = await arrive(team, 2)
    await claim(team, mine, { leadIds: [held] })
    const asked = { leadIds: [held, free], reason: '不合适', now: new Date() }
    // Who sees every lead's sources and numbers sees nobody's leads.
    await team.within((tx) =>
      rows(tx, sql`update member set roles = '{rep,marketer}' where user_id = ${stranger.userId}`),
    )
    const theirs = await team.within((tx) => pool.release(tx, stranger, asked))
    expect(theirs.released).toEqual([])
    expect(theirs.refused.map(({ code }) => code)).toEqual(['not_found', 'not_found'])
    const ours = await team.within((tx) => pool.release(tx, mine, asked))
    expect([ours.released, ours.refused.map(({ leadId }) => leadId)]).toEqual([[held], [free]])
    expect(await leadOf(team, held)).toMatchObject({ holderKind: 'pool', dueAt: null, remindAt: null })
    expect((await trailOf(team, held)).at(-1)).toMatchObject({
      kind: 'released',
      actorId: mine.userId,
      data: { reason: '不合适' },
    })
  })

  test('to a pool that is archived meanwhile falls to the fallback pool instead', async () => {
    const team = await make(1)
    const [rep] = team.reps as [UserCaller]
    const [leadId = ''] = await arrive(team, 1)
    await claim(team, rep, { leadIds: [leadId] })
    const gone = uuidv7()
    await team.within(async (tx) => {
      await rows(
        tx,
        sql`insert into pool (org_id, pool_id, name, archived_at) values (${tx.orgId}, ${gone}, '旧公海', now())`,
      )
      await rows(tx, sql`update lead set pool_id = ${gone} where org_id = ${tx.orgId}`)
    })
    const asked = { leadIds: [leadId], reason: '不合适', now: new Date() }
    await team.within((tx) => pool.release(tx, rep, asked))
    expect(await leadOf(team, leadId)).toMatchObject({ holderKind: 'pool', holderId: team.poolId })
    await expect(
      team.within((tx) => pool.release(tx, rep, { ...asked, poolId: gone })),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})
