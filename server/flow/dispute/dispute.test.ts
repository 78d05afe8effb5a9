import { expect, test } from 'vitest'
import type { MatchPolicy } from '../../../rules/matching.ts'
import { testDb } from '../../../test/database.ts'
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
import { uuidv7 } from '../../db/id.ts'
import type { UserCaller } from '../../people/caller.ts'
import { log } from '../../rooms/followup/service.ts'
import { mergeLeads } from '../merge/merge.ts'
import { undoMerge } from '../merge/undo.ts'
import { openDispute, settleDispute } from './dispute.ts'
import { showDispute, showDisputes } from './show.ts'

const { db, org } = await testDb()

const person = { phone: '13800001234' }

async function typedBy({ call }: Pick<Team, 'call'>, rep: UserCaller, more: object = {}) {
  const by = { door: 'hand', actor: { kind: 'user', id: rep.userId }, holderId: rep.userId } as const
  const [answer] = await call([arrivingLead(1, { ...person, ...more })], by)
  return answer
}

/** A customer of the first rep's, whom the second tried to bring later. */
async function make(protects: Partial<MatchPolicy['protects']> = {}) {
  const team = await newTeam({ db, org }, { reps: 3 })
  const policy = policyBy('refuse', 'phone')
  await publishNext(team, 'match', { ...policy, protects: { ...policy.protects, ...protects } })
  const [first, second, third] = team.reps as [UserCaller, UserCaller, UserCaller]
  const made = await typedBy(team, first)
  const again = await typedBy(team, second)
  expect([made?.status, again?.status]).toEqual(['created', 'duplicate'])
  const claim = (rep: UserCaller, customer: object = person) =>
    team.within((tx) => openDispute(tx, rep, { customer, reason: '我先加的微信' }))
  const show = (who: UserCaller, disputeId: string) => team.within((tx) => showDispute(tx, who, disputeId))
  return { team, first, second, third, leadId: made?.leadId as string, claim, show }
}

test('both chains by the journal, and the verdict of the rules; nothing personal to who may not see the lead', async () => {
  const { team, first, second, third, leadId, claim, show } = await make()
  const { disputeId } = await claim(second)
  const told = await show(second, disputeId)
  expect(told).toMatchObject({
    leadId: null,
    leadName: null,
    verdict: { owner: told.holder.id, because: 'protected' },
  })
  const proofs = Object.fromEntries(
    told.sides.map(({ party, proofs: theirs }) => [party.id, theirs.map(({ kind }) => kind)]),
  )
  expect(proofs).toEqual({ [told.holder.id]: ['captured'], [second.userId]: ['captured'] })
  expect(JSON.stringify(told)).not.toContain('1380000')
  expect(await show(team.admin, disputeId)).toMatchObject({ leadId, leadName: '张明' })
  await expect(show(third, disputeId)).rejects.toMatchObject({ code: 'not_found' })
  const listOf = (who: UserCaller) => team.within((tx) => showDisputes(tx, who, { limit: 10 }))
  expect((await listOf(third)).items).toEqual([])
  expect((await listOf(first)).items).toHaveLength(1)
})

test('settled for the claimant the lead goes to them, once', async () => {
  const { team, first, second, leadId, claim, show } = await make()
  const { disputeId } = await claim(second)
  await expect(claim(second)).rejects.toMatchObject({ code: 'dispute.open' })
  const settle = () =>
    team.within((tx) => settleDispute(tx, team.admin, { disputeId, to: 'claimant', note: '客户意愿' }))
  const both = await Promise.allSettled([settle(), settle()])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await leadOf(team, leadId)).toMatchObject({ holderKind: 'rep', holderId: second.userId })
  expect((await trailOf(team, leadId)).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['disputed', 'assigned', 'dispute_settled']),
  )
  expect(await show(first, disputeId)).toMatchObject({ awardedTo: second.userId, note: '客户意愿' })
  await expect(claim(second)).rejects.toMatchObject({ code: 'dispute.yours' })
  await expectSound(db, team.orgId)
})

test('nobody disputes what is free, or their own', async () => {
  const { first, second, claim } = await make()
  await expect(claim(second, { phone: '13999999999' })).rejects.toMatchObject({ code: 'dispute.free' })
  await expect(claim(first)).rejects.toMatchObject({ code: 'dispute.yours' })
})

test.each([
  ['phone', null],
  ['email', 'no_contact'],
] as const)(
  'by rules that ask for a %s, a registration with a phone is discounted as %s',
  async (asked, why) => {
    const { team, second, claim, show } = await make({ contacts: [asked] })
    const { disputeId } = await claim(second)
    const { sides, verdict } = await show(team.admin, disputeId)
    const registered = sides.map(({ first, proofs }) => ({
      first,
      proof: proofs.find(({ kind }) => kind === 'captured'),
    }))
    expect(registered.map(({ proof }) => proof?.discounted)).toEqual([why, why])
    expect(registered.map(({ first }) => first)).toEqual(
      registered.map(({ proof }) => (why === null ? proof?.at : null)),
    )
    expect(verdict.because).toBe(why === null ? 'protected' : 'nobody')
  },
)

test('open disputes come first, page by page', async () => {
  const { team, first, second, third, claim } = await make()
  const { disputeId: older } = await claim(second)
  const { disputeId: newer } = await claim(third)
  await team.within((tx) => settleDispute(tx, team.admin, { disputeId: newer, to: 'holder', note: '' }))
  const page = (cursor?: string) =>
    team.within((tx) => showDisputes(tx, first, { limit: 1, ...(cursor ? { cursor } : {}) }))
  const one = await page()
  const two = await page(one.next as string)
  expect([...one.items, ...two.items].map(({ disputeId }) => disputeId)).toEqual([older, newer])
  expect(two.next).toBeNull()
})

test('a verdict goes by the rules that were in force when the first one came', async () => {
  const { team, second, claim, show } = await make()
  const { disputeId } = await claim(second)
  const then = (await show(team.admin, disputeId)).rules
  const policy = policyBy('refuse', 'phone')
  await publishNext(team, 'match', {
    ...policy,
    protects: { ...policy.protects, days: 0.000001, renewed: false },
  })
  expect((await show(team.admin, disputeId)).rules).toEqual(then)
})

test('follow-ups stand in the chain', async () => {
  const { team, first, second, leadId, claim, show } = await make()
  const note = { kind: 'call', outcome: 'met', note: '聊过' } as const
  await team.within((tx) => log(tx, first, { ...note, activityId: uuidv7(), leadId, now: new Date() }))
  const { disputeId } = await claim(second)
  const mine = (await show(team.admin, disputeId)).sides.find(({ party }) => party.id === first.userId)
  expect(mine?.proofs.map(({ kind }) => kind)).toEqual(['captured', 'followed_up'])
})

test.each([
  ['team', '一组的销售'],
  ['nothing', '另一位销售'],
  ['name', '销售0'],
] as const)(
  'told by the policy as %s, the claimant knows the holder as %s and no further',
  async (holder, as) => {
    const { team, first, second, claim, show } = await make()
    const policy = policyBy('refuse', 'phone')
    await publishNext(team, 'match', { ...policy, told: { ...policy.told, holder } })
    const { disputeId } = await claim(second)
    await team.within((tx) => settleDispute(tx, team.admin, { disputeId, to: 'holder', note: '' }))
    const told = await show(second, disputeId)
    expect(told.holder).toEqual({ id: disputeId, name: as })
    expect(told).toMatchObject({ awardedTo: disputeId, verdict: { owner: disputeId } })
    const listed = await team.within((tx) => showDisputes(tx, second, { limit: 10 }))
    for (const each of [told, listed.items]) {
      expect(JSON.stringify(each)).not.toContain(first.userId)
      if (holder !== 'name') expect(JSON.stringify(each)).not.toContain('销售0')
    }
    for (const who of [first, team.admin])
      expect((await show(who, disputeId)).holder).toEqual({ id: first.userId, name: '销售0' })
  },
)

test('a dispute goes with its lead when that is merged, with what speaks for each side, and comes back', async () => {
  const { team, first, second, leadId, claim, show } = await make()
  const { disputeId } = await claim(second)
  const [other] = await team.call([arrivingLead(7)])
  const wish = { leadIds: [leadId, other?.leadId as string], survivorId: other?.leadId as string, picks: {} }
  const { mergeId } = await team.within((tx) => mergeLeads(tx, team.admin, wish))
  const told = await show(team.admin, disputeId)
  expect(told.leadId).toBe(other?.leadId)
  expect(told.sides.find(({ party }) => party.id === first.userId)?.proofs).toMatchObject([
    { kind: 'captured' },
  ])
  await team.within((tx) => settleDispute(tx, team.admin, { disputeId, to: 'claimant', note: '' }))
  expect(await leadOf(team, other?.leadId as string)).toMatchObject({ holderId: second.userId })
  await team.within((tx) => undoMerge(tx, team.admin, { mergeId, restore: [], activities: {} }))
  expect((await show(team.admin, disputeId)).leadId).toBe(leadId)
  await expectSound(db, team.orgId)
})
