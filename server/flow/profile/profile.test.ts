import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { schoolProfile, schoolTeam, yearsBefore } from '../../../test/profile.ts'
import { arrivingLead, expectSound, leadOf, publishNext, type Team, trailOf } from '../../../test/team.ts'
import { inTransaction, one, openDb, rows } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import { amend } from '../amend.ts'
import { rescoreAll } from '../score/anew.ts'
import { place } from './place.ts'
import { setAside, takeBack } from './verbs.ts'

const { db, org, connection } = await testDb()
// As two servers on one database.
const other = openDb(connection)
afterAll(() => other.close())
const DAY = 86_400_000

const child = (n: number, birthday: string | null, more: object = {}) =>
  arrivingLead(n, { region: '上海', ...(birthday ? { custom: { birthday } } : {}), ...more })
const arrived = async (team: Team, lead: object) => (await team.call([lead]))[0]?.leadId as string
const placed = (team: Team, now = new Date(), on = db) =>
  inTransaction(on, team.orgId, (tx) => place(tx, now))
const edit = async (team: Team, by: UserCaller, leadId: string, patch: object) => {
  const { version } = await leadOf(team, leadId)
  return team.within((tx) => amend(tx, by, { leadId, version, patch, lang: 'zh' }))
}
const held = async (team: Team, leadId: string) => {
  const { holderKind, holderId, profileVerdict, profileKept } = await leadOf(team, leadId)
  return { holderKind, holderId, profileVerdict, profileKept }
}
const jobs = (team: Team) =>
  db.owner
    .selectNoFrom(
      sql<number>`(select count(*)::int from graphile_worker.jobs where key = ${`${team.orgId}:profile.place`})`.as(
        'n',
      ),
    )
    .executeTakeFirstOrThrow()

describe('an arrival', () => {
  test('that a disqualifier rules out is set aside with its reason, and is no rep’s', async () => {
    const team = await schoolTeam({ db, org })
    const [answer] = await team.call([child(1, yearsBefore(2))])
    expect(answer).toMatchObject({ status: 'created' })
    const leadId = answer?.leadId as string
    expect(await held(team, leadId)).toMatchObject({ holderKind: 'aside', profileVerdict: 'unfit' })
    const trail = await trailOf(team, leadId)
    expect(trail.at(-1)).toMatchObject({
      kind: 'setAside',
      rule: { kind: 'profile', version: 1, id: 'young' },
      data: { why: { because: [{ id: 'young', label: '不满 4 岁' }] } },
    })
    await expectSound(db, team.orgId)
  })

  test('whose age nobody told is unsure, says what would decide it, and is dealt', async () => {
    const team = await schoolTeam({ db, org })
    const leadId = await arrived(team, child(1, null))
    expect(await held(team, leadId)).toMatchObject({ holderKind: 'rep', profileVerdict: 'unsure' })
    const [row] = await team.within((tx) =>
      rows(
        tx,
        sql<{ reasons: object }>`select profile_reasons as reasons from lead where org_id = ${tx.orgId}`,
      ),
    )
    expect(row?.reasons).toMatchObject({ missing: ['custom.birthday'], met: 0.75, unknown: 0 })
  })

  test('of a child of six in Shanghai fits; elsewhere it fits in part', async () => {
    const team = await schoolTeam({ db, org })
    const [a, b] = [
      await arrived(team, child(1, yearsBefore(6))),
      await arrived(team, child(2, yearsBefore(6), { region: '北京' })),
    ]
    expect((await held(team, a)).profileVerdict).toBe('fits')
    expect((await held(team, b)).profileVerdict).toBe('partly')
  })
})

describe('a lead that is set aside', () => {
  test('comes back to its rep once when the child turns four, however many sweeps look', async () => {
    const team = await schoolTeam({ db, org })
    const rep = team.reps[1] as UserCaller
    const soon = yearsBefore(4, new Date(), 3)
    const leadId = await arrived(team, child(1, yearsBefore(6)))
    const had = (await held(team, leadId)).holderId
    const by = team.reps.find(({ userId }) => userId === had) as UserCaller
    await edit(team, by, leadId, { custom: { birthday: soon } })
    expect(await held(team, leadId)).toMatchObject({
      holderKind: 'rep',
      holderId: had,
      profileVerdict: 'unfit',
    })
    // Never taken from a rep without a word
    await placed(team)
    expect((await held(team, leadId)).holderId).toBe(had)
    expect(await team.within((tx) => setAside(tx, by, [leadId]))).toBe(1)
    expect((await held(team, leadId)).holderKind).toBe('aside')
    const day = (days: number) => new Date(Date.now() + days * DAY)
    await placed(team, day(1))
    expect((await held(team, leadId)).holderKind).toBe('aside')
    await Promise.all(Array.from({ length: 6 }, (_, i) => placed(team, day(4), i % 2 ? other : db)))
    expect(await held(team, leadId)).toMatchObject({
      holderKind: 'rep',
      holderId: had,
      profileVerdict: 'fits',
    })
    const back = (await trailOf(team, leadId)).filter(({ kind }) => kind === 'cameBack')
    expect(back.map(({ data }) => data['back'])).toEqual([{ by: 'time', gone: ['不满 4 岁'] }])
    const told = await team.within((tx) =>
      one(
        tx,
        sql<{
          n: number
        }>`select count(*)::int as n from notice where org_id = ${tx.orgId} and kind = 'lead.cameBack'`,
      ),
    )
    expect(told?.n).toBe(1)
    expect(rep).toBeDefined()
    await expectSound(db, team.orgId)
  })

  test('comes back once when an edit races the sweep', async () => {
    const team = await schoolTeam({ db, org })
    for (let round = 0; round < 5; round++) {
      const leadId = await arrived(team, child(round, yearsBefore(4, new Date(), 2)))
      expect((await held(team, leadId)).holderKind).toBe('aside')
      await Promise.all([
        edit(team, team.admin, leadId, { custom: { birthday: yearsBefore(5) } }),
        placed(team, new Date(Date.now() + 3 * DAY), other),
        placed(team, new Date(Date.now() + 3 * DAY)),
      ]).catch((error: { code?: string }) => expect(error.code).toBe('version.stale'))
      await placed(team)
      expect((await held(team, leadId)).holderKind).toBe('rep')
      const kinds = (await trailOf(team, leadId)).map(({ kind }) => kind)
      expect(kinds.filter((kind) => kind === 'cameBack')).toHaveLength(1)
    }
    await expectSound(db, team.orgId)
  })

  test('is taken back by the rep who set it aside, and stays though it does not fit', async () => {
    const team = await schoolTeam({ db, org }, { reps: 1 })
    const [rep] = team.reps as [UserCaller]
    const leadId = await arrived(team, child(1, yearsBefore(6)))
    await expect(team.within((tx) => setAside(tx, rep, [leadId]))).rejects.toMatchObject({
      code: 'profile.not_unfit',
    })
    await edit(team, rep, leadId, { custom: { birthday: yearsBefore(2) } })
    await team.within((tx) => setAside(tx, rep, [leadId]))
    expect(await team.within((tx) => takeBack(tx, rep, [leadId]))).toBe(1)
    await placed(team)
    expect(await held(team, leadId)).toMatchObject({ holderKind: 'rep', holderId: rep.userId })
    await expect(team.within((tx) => takeBack(tx, rep, [leadId]))).rejects.toMatchObject({
      code: 'profile.nobody_had_it',
    })
    await expectSound(db, team.orgId)
  })

  test('of nobody: what an edit rules out in a pool is set aside by itself', async () => {
    const team = await schoolTeam({ db, org }, { reps: 0 })
    const leadId = await arrived(team, child(1, yearsBefore(6)))
    expect((await held(team, leadId)).holderKind).toBe('pool')
    await edit(team, team.admin, leadId, { custom: { birthday: yearsBefore(2) } })
    expect((await jobs(team)).n).toBe(1)
    await placed(team)
    expect((await held(team, leadId)).holderKind).toBe('aside')
  })
})

test('a newly published profile judges every lead anew, and moves what is nobody’s', async () => {
  const team = await schoolTeam({ db, org }, { reps: 0 })
  await team.call([child(1, yearsBefore(6)), child(2, yearsBefore(2)), child(3, yearsBefore(14))])
  const where = () =>
    team.within((tx) =>
      rows(
        tx,
        sql<{
          kind: string
          verdict: string
          version: number
        }>`select holder_kind as kind, profile_verdict as verdict,
          profile_version as version from lead where org_id = ${tx.orgId} order by phone`,
      ),
    )
  expect((await where()).map(({ kind }) => kind)).toEqual(['pool', 'aside', 'aside'])
  const [school] = schoolProfile().profiles
  await publishNext(team, 'profile', schoolProfile({ disqualifiers: [school!.disqualifiers[0]!] }))
  await rescoreAll({ db, orgId: team.orgId, signal: new AbortController().signal, most: 2 })
  await placed(team)
  expect(await where()).toEqual([
    { kind: 'pool', verdict: 'fits', version: 2 },
    { kind: 'aside', verdict: 'unfit', version: 2 },
    { kind: 'pool', verdict: 'fits', version: 2 },
  ])
  const judged = await team.within((tx) =>
    rows(
      tx,
      sql`select version, verdict, count(*)::int as n from profile_judged where org_id = ${tx.orgId} group by 1, 2 order by 1, 2`,
    ),
  )
  expect(judged).toEqual([
    { version: 1, verdict: 'fits', n: 1 },
    { version: 1, verdict: 'unfit', n: 2 },
    { version: 2, verdict: 'fits', n: 2 },
    { version: 2, verdict: 'unfit', n: 1 },
  ])
  await expectSound(db, team.orgId)
})
