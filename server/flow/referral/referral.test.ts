import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { knownCustomer } from '../../../test/customers.ts'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import { policyBy } from '../../../test/matching.ts'
import {
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  type Team,
  trailOf,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { insertRows } from '../../db/write.ts'
import type { UserCaller } from '../../people/caller.ts'
import { settleRewards } from '../../rooms/referral/service.ts'
import { pointedAt } from '../../rooms/referral/store/pointed.ts'
import { readLeadReferral } from '../../views/referral/referrers.ts'
import { listRewards } from '../../views/referral/rewards.ts'
import { moveStage } from '../convert.ts'
import { eraseLead } from '../erase/erase.ts'
import { mergeLeads } from '../merge/merge.ts'
import { undoMerge } from '../merge/undo.ts'
import { addReferrer, judgeReferrer } from './referrers.ts'
import { clearReferral, judgeReferral, moveReward, nameReferrer } from './verbs.ts'

const { db, org } = await testDb()

/** Of another company for each number, so that nobody is of their referrer's. */
const firms = ['上海云帆', '深圳海星', '广州木棉', '成都锦里', '武汉江汉', '西安古城', '南京秦淮', '杭州西溪']
const lead = (n: number, more: object = {}) =>
  arrivingLead(n, { company: `${firms[n % firms.length]}科技有限公司`, ...more })
const phoneOf = (n: number) => `138${String(10_000_000 + n)}`

const body = {
  kind: 'partner',
  name: '王强',
  company: null,
  note: null,
  repId: null,
  teamId: null,
  userId: null,
} as const

async function begin(reps = 2) {
  const team = await newTeam({ db, org }, { reps })
  const [rep, other] = team.reps as [UserCaller, UserCaller]
  const add = (more: object = {}, by: UserCaller = team.admin) =>
    team.within((tx) => addReferrer(tx, by, { ...body, ...more }))
  const send = async (n: number, more: object = {}, call = {}) => {
    const [answer] = await team.call([lead(n, more)], call)
    return answer!
  }
  const born = async (n: number, more: object = {}, call = {}) => (await send(n, more, call)).leadId as string
  const named = (leadId: string) =>
    team.within(async (tx) => (await readLeadReferral(tx, team.admin, { leadId, now: new Date() })).items)
  const pointed = (leadId: string) =>
    team.within(async (tx) => {
      const [held] = await rows(
        tx,
        sql<object>`select * from lead where org_id = ${tx.orgId} and lead_id = ${leadId}`,
      )
      const at = { now: new Date(), day: '2026-03-01' }
      return (await pointedAt(tx, [{ leadId, facts: held as Record<string, unknown> }], at)).get(leadId)
    })
  return { ...team, rep, other, add, send, born, named, pointed }
}

const leave = (team: Team, userId: string) =>
  team.within((tx) =>
    rows(tx, sql`update member set status = 'left' where org_id = ${tx.orgId} and user_id = ${userId}`),
  )

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

const stepTo = async (team: Team, leadId: string, stage: 'qualified' | 'converted') => {
  const { version } = await leadOf(team, leadId)
  const amount = stage === 'converted' ? { amount: 500_000 } : {}
  await team.within((tx) =>
    moveStage(tx, team.admin, { now: new Date(), leadId, version, stage, ...amount } as Parameters<
      typeof moveStage
    >[2]),
  )
}

test('a reward is due when the lead is won, approved once it is verified, paid once, by others than the referrer', async () => {
  const team = await begin()
  const marketer = member(team.orgId, ['marketer'])
  const manager = member(team.orgId, ['admin'])
  await team.within((tx) =>
    insertRows(
      tx,
      'member',
      ['org_id', 'user_id', 'name', 'roles', 'status', 'settings', 'created_at'],
      [marketer, manager].map(({ userId, name, roles }) => [
        tx.orgId,
        userId,
        name,
        roles,
        'active',
        {},
        new Date(),
      ]),
    ),
  )
  const { code, referrerId } = await team.add({
    kind: 'employee',
    userId: manager.userId,
    repId: team.rep.userId,
  })
  const leadId = await team.born(1, { referrer: code })
  const pair = { leadId, referrerId }
  const step = (to: 'due' | 'approved' | 'paid' | 'refused', by: UserCaller, more = {}) =>
    team.within((tx) => moveReward(tx, by, { ...pair, to, reason: null, paidRef: null, ...more }))
  await expect(step('approved', team.admin)).rejects.toMatchObject({ code: 'referral.step' })
  await stepTo(team, leadId, 'qualified')
  expect(await team.within((tx) => settleRewards(tx, new Date()))).toBe(0)
  await stepTo(team, leadId, 'converted')
  expect((await team.named(leadId))[0]?.reward).toMatchObject({ state: 'due', amount: 0, currency: 'CNY' })
  await step('due', marketer, { amount: 20_000 })
  await expect(step('approved', marketer)).rejects.toMatchObject({ code: 'referral.approver' })
  await expect(step('approved', team.admin)).rejects.toMatchObject({ code: 'referral.unverified' })
  await team.within((tx) => judgeReferral(tx, marketer, { ...pair, to: 'verified', reason: null }))
  await expect(step('approved', manager)).rejects.toMatchObject({ code: 'referral.own' })
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => step('approved', team.admin)))
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await step('paid', team.admin, { paidRef: 'FK-0001', amount: 1 })
  expect((await team.named(leadId))[0]?.reward).toMatchObject({
    state: 'paid',
    amount: 20_000,
    paidRef: 'FK-0001',
  })
  await expect(
    team.within((tx) => judgeReferral(tx, team.admin, { ...pair, to: 'refused', reason: 'x' })),
  ).rejects.toMatchObject({ code: 'referral.rewarded' })
  const moves = (await trailOf(team, leadId)).filter(({ kind }) => kind === 'reward_moved')
  expect(moves.map(({ data }) => data['to'])).toEqual(['due', 'due', 'approved', 'paid'])
})

test('a flagged referral gets no reward until somebody says it is fine', async () => {
  const team = await begin()
  const { code, referrerId } = await team.add({ phone: phoneOf(1) })
  const leadId = await team.born(1, { referrer: code })
  await stepTo(team, leadId, 'converted')
  const list = (state: 'held' | 'due') =>
    team.within((tx) => listRewards(tx, team.admin, { query: { state, limit: 10 }, now: new Date() }))
  expect((await list('due')).items).toEqual([])
  expect((await list('held')).items).toMatchObject([{ leadId, flags: ['self'] }])
  await team.within((tx) =>
    clearReferral(tx, team.admin, { leadId, referrerId, fine: true, note: '老客户续费，说好的' }),
  )
  expect(await list('due')).toMatchObject({
    items: [{ leadId, reward: { state: 'due' } }],
    counts: { due: 1 },
  })
})

test('a hundred that name one stranger at once make one referrer', async () => {
  const team = await begin()
  const answers = await Promise.all(
    Array.from({ length: 4 }, (_, at) =>
      team.call(
        Array.from({ length: 25 }, (_, i) => lead(300 + at * 25 + i, { referrer: phoneOf(99) })),
        {},
        {
          ...team.house,
        },
      ),
    ),
  )
  expect(new Set(answers.flat().map(({ status }) => status))).toEqual(new Set(['created']))
  const { rows: held } = await db.ownerPool.query('select from referrer where org_id = $1', [team.orgId])
  expect(held).toHaveLength(1)
  await expectSound(db, team.orgId)
})

test('named by hand it is said by whom; what names nobody is refused', async () => {
  const team = await begin()
  const { referrerId } = await team.add()
  const leadId = await team.born(1)
  const name = (wish: { referrerId: string } | { named: string }) =>
    team.within((tx) => nameReferrer(tx, team.admin, { leadId, ...wish }))
  await expect(name({ named: 'QQQQQQ' })).rejects.toMatchObject({ code: 'referral.unknown' })
  await name({ referrerId })
  expect(await team.named(leadId)).toMatchObject([{ referrerId, how: 'hand', counts: true }])
  await expect(team.add({ phone: '12' })).rejects.toMatchObject({ code: 'referrer.unreadable' })
  await team.add({ phone: phoneOf(50) })
  await expect(team.add({ phone: phoneOf(50) })).rejects.toMatchObject({ code: 'referrer.taken' })
})

test('merged, the survivor has who was named for both; undone, each has its own again', async () => {
  const team = await begin()
  const [a, b] = [await team.add(), await team.add({ name: '李四' })]
  const first = await team.born(1, { referrer: a.code })
  const second = await team.born(2, { referrer: b.code })
  const { mergeId } = await team.within((tx) =>
    mergeLeads(tx, team.admin, { leadIds: [first, second], survivorId: first, picks: {} }),
  )
  expect((await team.named(first)).map(({ referrerId, counts }) => [referrerId, counts])).toEqual([
    [a.referrerId, true],
    [b.referrerId, false],
  ])
  expect((await leadOf(team, second)).referrerId).toBe(null)
  await team.within((tx) => undoMerge(tx, team.admin, { mergeId, restore: [], activities: {} }))
  expect(await team.named(first)).toMatchObject([{ referrerId: a.referrerId, counts: true, flags: [] }])
  expect(await team.named(second)).toMatchObject([{ referrerId: b.referrerId, counts: true, flags: [] }])
})

test('of an erased person the referrer is emptied, and what they referred stays under the code', async () => {
  const team = await begin()
  const { referrerId, code } = await team.add({ name: '孙八', phone: phoneOf(40), note: '孙八的备注' })
  const by = await team.born(2, { referrer: code })
  const person = await team.born(40)
  await team.within((tx) => eraseLead(tx, team.admin, person))
  const { rows: held } = await db.ownerPool.query(
    'select name, phone, note, code, archived_at from referrer where org_id = $1 and referrer_id = $2',
    [team.orgId, referrerId],
  )
  expect(held).toMatchObject([{ name: null, phone: null, note: null, code }])
  const { rows: keys } = await db.ownerPool.query('select from referrer_key where org_id = $1', [team.orgId])
  expect(keys).toEqual([])
  expect(await team.named(by)).toMatchObject([{ referrerId, code, name: null, counts: true }])
})

test('a rule deals to the referrer’s rep; where there is none the next rule is asked, with the tag to tell it by', async () => {
  const team = await begin()
  const rule = (id: string, strategy: object, when: object = { all: [] }) =>
    ({ id, name: id, when, strategy, active: true }) as const
  await publishNext(team, 'assign', {
    rules: [
      rule('referred', { kind: 'referral' }),
      rule(
        'rest',
        { kind: 'rep', userId: team.other.userId },
        { field: 'tags', op: 'has_any', value: ['转介绍'] },
      ),
    ],
    fallbackPoolId: team.poolId,
  } as never)
  const { code } = await team.add({ repId: team.rep.userId })
  const holder = async (n: number, more: object = {}) => (await team.send(n, more)).holder
  expect(await holder(1, { referrer: code })).toMatchObject({ kind: 'rep', id: team.rep.userId })
  expect(await holder(2, { referrer: phoneOf(95) })).toMatchObject({ kind: 'rep', id: team.other.userId })
  expect(await holder(3)).toMatchObject({ kind: 'pool' })
  await leave(team, team.rep.userId)
  // Their team: of it only the other is left.
  expect(await holder(4, { referrer: code })).toMatchObject({ kind: 'rep', id: team.other.userId })
})
