import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { knownCustomer } from '../../../test/customers.ts'
import { testDb } from '../../../test/database.ts'
import { policyBy } from '../../../test/matching.ts'
import { beginReferring, leave, phoneOf } from '../../../test/referring.ts'
import { leadOf, publishNext, trailOf } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { judgeReferrer } from './referrers.ts'
import { clearReferral, judgeReferral } from './verbs.ts'

const { db, org } = await testDb()
const begin = () => beginReferring({ db, org })

test('a code points at the referrer’s rep, and the lead is tagged; a lead of nobody’s is in no answer', async () => {
  const team = await begin()
  const { referrerId, code } = await team.add({ repId: team.rep.userId })
  const leadId = await team.born(1, { referrer: code.toLowerCase() })
  expect(await leadOf(team, leadId)).toMatchObject({ referrerId, tags: ['转介绍'] })
  expect(await team.named(leadId)).toMatchObject([
    { referrerId, how: 'code', counts: true, state: 'unverified', referrerState: 'verified', flags: [] },
  ])
  expect(await team.pointed(leadId)).toEqual({
    userIds: [team.rep.userId],
    teamId: null,
    because: { referrerId, missing: null },
  })
  expect((await trailOf(team, leadId)).map(({ kind }) => kind)).toContain('referred')
  expect(await team.pointed(await team.born(2))).toBe(undefined)
})

test('whom nobody knows is a new referrer, unverified; of a known customer the leads are their holder’s', async () => {
  const team = await begin()
  await knownCustomer(team, { name: '赵敏', phones: [phoneOf(90)], holderId: team.rep.userId })
  const leadId = await team.born(1, { referrer: `赵敏 ${phoneOf(90)}` })
  expect(await team.named(leadId)).toMatchObject([
    { how: 'phone', name: '赵敏', kind: 'customer', referrerState: 'unverified', counts: true },
  ])
  expect((await team.pointed(leadId))?.userIds).toEqual([team.rep.userId])
  // Named again, in another spelling, it is the same one.
  const second = await team.born(2, { referrer: { phone: `+86 ${phoneOf(90)}` } })
  expect((await leadOf(team, second)).referrerId).toBe((await leadOf(team, leadId)).referrerId)
  // And one whom nobody has, of nobody: there is no rep to go to.
  const third = await team.born(3, { referrer: phoneOf(91) })
  expect(await team.pointed(third)).toMatchObject({
    userIds: [],
    teamId: null,
    because: { missing: 'noRep' },
  })
})

test('a code nobody has is told, and the lead is taken', async () => {
  const team = await begin()
  const answer = await team.send(1, { referrer: { code: 'ZZZZZZ' } })
  expect(answer).toMatchObject({
    status: 'created',
    reasons: [{ code: 'referral.unknown', field: 'referrer' }],
  })
  expect((await leadOf(team, answer.leadId as string)).referrerId).toBe(null)
})

test('of a rep who left the team gets it; without a team nobody', async () => {
  const team = await begin()
  const { code, referrerId } = await team.add({ repId: team.rep.userId })
  const leadId = await team.born(1, { referrer: code })
  await leave(team, team.rep.userId)
  expect(await team.pointed(leadId)).toMatchObject({
    userIds: [],
    teamId: team.teamId,
    because: { referrerId, missing: 'repLeft', repId: team.rep.userId },
  })
  await team.within((tx) =>
    rows(
      tx,
      sql`update team set archived_at = now() where org_id = ${tx.orgId} and team_id = ${team.teamId}`,
    ),
  )
  expect(await team.pointed(leadId)).toMatchObject({
    userIds: [],
    teamId: null,
    because: { missing: 'repLeft' },
  })
})

test('two who disagree in one arrival are both kept and flagged, the code counts; who is refused gives way', async () => {
  const team = await begin()
  const [a, b] = [await team.add({ phone: phoneOf(80) }), await team.add({ name: '李四' })]
  const leadId = await team.born(1, { referrer: { code: b.code, phone: phoneOf(80) } })
  expect(await team.named(leadId)).toMatchObject([
    { referrerId: b.referrerId, how: 'code', counts: true, flags: ['several'] },
    { referrerId: a.referrerId, how: 'phone', counts: false, flags: ['several'] },
  ])
  // It goes to whoever counts all the same: what is flagged is the reward.
  expect((await team.pointed(leadId))?.because).toMatchObject({ missing: 'noRep' })
  await team.within((tx) =>
    judgeReferral(tx, team.admin, { leadId, referrerId: b.referrerId, to: 'refused', reason: '没有推荐' }),
  )
  expect(await team.named(leadId)).toMatchObject([
    { referrerId: a.referrerId, counts: true, flags: [] },
    { referrerId: b.referrerId, counts: false, state: 'refused' },
  ])
  expect((await leadOf(team, leadId)).referrerId).toBe(a.referrerId)
  expect((await trailOf(team, leadId)).at(-1)).toMatchObject({ kind: 'referral_counts' })
})

test('a later touch names another: the first verified counts, and whoever has the lead keeps it', async () => {
  const team = await begin()
  await publishNext(team, 'match', policyBy('merge', 'phone'))
  const leadId = await team.born(1, { referrer: phoneOf(70) })
  const before = await leadOf(team, leadId)
  const { code, referrerId } = await team.add({ name: '李四' })
  expect((await team.send(1, { referrer: code })).status).toBe('merged')
  const after = await leadOf(team, leadId)
  expect(after.referrerId).toBe(referrerId)
  expect([after.holderKind, after.holderId]).toEqual([before.holderKind, before.holderId])
  expect((await team.named(leadId)).map(({ counts, flags }) => [counts, flags])).toEqual([
    [true, ['several']],
    [false, ['several']],
  ])
  // The same again says nothing new.
  await team.send(1, { referrer: code })
  expect(await team.named(leadId)).toHaveLength(2)
  await team.within((tx) => judgeReferrer(tx, team.admin, { referrerId, to: 'refused', reason: '假的' }))
  expect((await leadOf(team, leadId)).referrerId).toBe(before.referrerId)
})

test('who refers themselves is flagged: by phone, by customer, as their own rep, by company', async () => {
  const team = await begin()
  const me = await team.add({ phone: phoneOf(1), repId: team.rep.userId })
  const self = await team.born(1, { referrer: me.code })
  expect(await team.named(self)).toMatchObject([{ flags: ['self'] }])
  expect(await team.pointed(self)).toMatchObject({
    userIds: [],
    teamId: null,
    because: { missing: 'flagged' },
  })
  await knownCustomer(team, { name: '钱七', phones: [phoneOf(60), phoneOf(61)], holderId: team.rep.userId })
  const customer = await team.born(60, { referrer: phoneOf(61) })
  expect(await team.named(customer)).toMatchObject([{ flags: ['self'] }])
  const own = await team.add({ kind: 'employee', name: '销售0', userId: team.rep.userId })
  const typed = await team.born(
    5,
    { referrer: own.code },
    { door: 'hand', actor: { kind: 'user', id: team.rep.userId }, holderId: team.rep.userId },
  )
  expect(await team.named(typed)).toMatchObject([{ flags: ['ownRep'] }])
  const mate = await team.add({ name: '同事', company: '武汉江汉科技有限公司' })
  const firm = await team.born(4, { referrer: mate.code })
  expect(await team.named(firm)).toMatchObject([{ flags: ['sameCompany'] }])
  // Cleared, it points.
  await team.within((tx) =>
    clearReferral(tx, team.admin, { leadId: self, referrerId: me.referrerId, fine: true, note: null }),
  )
  expect((await team.pointed(self))?.userIds).toEqual([team.rep.userId])
})

test('a ring of three is found as it closes, and one of nineteen; a chain that does not close is none', async () => {
  const team = await begin()
  const chain = async (from: number, length: number) => {
    let leadId = ''
    for (let n = from; n < from + length; n++) leadId = await team.born(n, { referrer: phoneOf(n + 1) })
    return leadId
  }
  // 101 is by 102, 102 by 103; 103 by 101 closes it.
  const open = await chain(101, 2)
  expect(await team.named(open)).toMatchObject([{ flags: [] }])
  const closing = await team.born(103, { referrer: phoneOf(101) })
  expect(await team.named(closing)).toMatchObject([{ flags: ['ring'] }])
  expect((await team.pointed(closing))?.because).toMatchObject({ missing: 'flagged' })
  await chain(201, 18)
  const long = await team.born(219, { referrer: phoneOf(201) })
  expect(await team.named(long)).toMatchObject([{ flags: ['ring'] }])
})
