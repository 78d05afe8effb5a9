import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import { beginReferring, lead, leave, phoneOf } from '../../../test/referring.ts'
import { expectSound, leadOf, publishNext, trailOf, type Team } from '../../../test/team.ts'
import { insertRows } from '../../db/write.ts'
import type { UserCaller } from '../../people/caller.ts'
import { settleRewards } from '../../rooms/referral/service.ts'
import { listRewards } from '../../views/referral/rewards.ts'
import { moveStage } from '../convert.ts'
import { eraseLead } from '../erase/erase.ts'
import { mergeLeads } from '../merge/merge.ts'
import { undoMerge } from '../merge/undo.ts'
import { clearReferral, judgeReferral, moveReward, nameReferrer } from './verbs.ts'

const { db, org } = await testDb()
const begin = () => beginReferring({ db, org })

const stepTo = async (team: Team, leadId: string, stage: 'qualified' | 'converted') => {
  const { version } = await leadOf(team, leadId)
  const amount = stage === 'converted' ? { amount: 500_000 } : {}
  await team.within((tx) => moveStage(tx, team.admin, { now: new Date(), leadId, version, stage, ...amount }))
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
