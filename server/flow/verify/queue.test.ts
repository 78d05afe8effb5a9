import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { ConfirmOutcome } from '../../../contract/confirm.ts'
import type { SourceVerification } from '../../../contract/verify.ts'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import {
  arrive,
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  takeTurns,
  type Team,
  trailOf,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import { unasked } from '../../rooms/verify/decide/source.ts'
import * as verifying from '../../rooms/verify/store.ts'
import { letGo } from '../quarantine.ts'
import { confirm, takeNext } from './queue.ts'
import { queuedLead, queueState } from './shown.ts'

const testing = await testDb()
const { db } = testing

/** A team whose API leads are confirmed by a person before they are dealt out in turn. */
async function confirmingTeam(source: Partial<SourceVerification> = {}) {
  const team = await newTeam(testing, { reps: 3 })
  await takeTurns(team)
  const sourceId = team.sources.get('api') as string
  const settings = { ...unasked, confirmFirst: 'all' as const, ...source, sourceId }
  await team.within((tx) => verifying.keepSource(tx, settings, new Date()))
  return { ...team, sourceId }
}

const next = (team: Team, by: UserCaller, more: { sourceId?: string; skip?: string; now?: Date } = {}) =>
  team.within((tx) => takeNext(tx, by, { now: new Date(), ...more }))

interface Said {
  readonly leadId: string
  readonly patch?: Record<string, unknown>
  readonly fields?: string[]
  readonly reason?: string
}

async function say(team: Team, by: UserCaller, outcome: ConfirmOutcome, said: Said) {
  const { version } = await leadOf(team, said.leadId)
  return team.within((tx) =>
    confirm(tx, by, { outcome, version, patch: {}, fields: ['phone'], lang: 'zh', ...said }),
  )
}

test('a confirmed lead is dealt out by the rules with its true arrival, and says who confirmed what', async () => {
  const team = await confirmingTeam()
  const [leadId = ''] = await arrive(team, 1)
  const before = await leadOf(team, leadId)
  expect(before).toMatchObject({ holderKind: 'verification', holderId: null })
  expect(await next(team, team.admin)).toBe(leadId)
  expect(await say(team, team.admin, 'confirmed', { leadId })).toMatchObject({
    outcome: 'confirmed',
    reasons: [],
  })
  const after = await leadOf(team, leadId)
  expect(after).toMatchObject({ holderKind: 'rep', phoneStatus: 'confirmed', arrivedAt: before.arrivedAt })
  expect((await trailOf(team, leadId)).map(({ kind }) => kind)).toEqual([
    'captured',
    'verifying',
    'verified',
    'assigned',
  ])
  await expectSound(db, team.orgId)
})

test('nobody is given a turn for a lead that waits to be confirmed', async () => {
  const team = await confirmingTeam()
  await arrive(team, 3)
  const [{ held } = { held: -1 }] = await team.within((tx) =>
    rows(
      tx,
      sql<{
        held: number
      }>`select coalesce(sum(given_today), 0)::int as held from rep_load where org_id = ${tx.orgId}`,
    ),
  )
  expect(held).toBe(0)
})

test('what is learned completes the lead and counts as that; confirming nothing new is no completing', async () => {
  const team = await confirmingTeam()
  const [one = '', two = ''] = [...(await arrive(team, 1)), ...(await arrive(team, 1, 1))]
  expect(await next(team, team.admin)).toBe(one)
  const patch = { title: '总经理', email: 'zhang@example.com', address: '中关村大街 1 号' }
  const said = await say(team, team.admin, 'confirmed', {
    leadId: one,
    patch: { ...patch, creditCode: '911101086000123456' },
    fields: ['phone', 'email', 'title', 'creditCode'],
  })
  expect(said.outcome).toBe('completed')
  expect(await leadOf(team, one)).toMatchObject({ ...patch, emailStatus: 'confirmed', holderKind: 'rep' })
  const marks = await team.within((tx) => verifying.readMarks(tx, [one]))
  expect(marks.map(({ field, status }) => [field, status])).toEqual([
    ['creditCode', 'confirmed'],
    ['email', 'confirmed'],
    ['phone', 'confirmed'],
    ['title', 'confirmed'],
  ])
  expect(await next(team, team.admin)).toBe(two)
  await expect(say(team, team.admin, 'completed', { leadId: two })).rejects.toMatchObject({
    code: 'confirm.nothing_added',
  })
})

test('what the gate still misses goes to quarantine with its reasons, and from there to whoever the rules say', async () => {
  const team = await confirmingTeam()
  const [leadId = ''] = await arrive(team, 1)
  await next(team, team.admin)
  const { reasons } = await say(team, team.admin, 'completed', { leadId, patch: { title: null } })
  expect(reasons.map(({ code, field }) => [code, field])).toEqual([['gate.missing', 'title']])
  expect((await leadOf(team, leadId)).holderKind).toBe('quarantine')
  // Confirmed once is confirmed: it does not come back into the queue.
  await team.within((tx) => letGo(tx, team.admin, { leadIds: [leadId], anyway: true }))
  expect((await leadOf(team, leadId)).holderKind).toBe('rep')
})

test('a lead that is mended in quarantine is confirmed before it is dealt out', async () => {
  const team = await confirmingTeam()
  const [answer] = await team.call([arrivingLead(1, { title: null })])
  const leadId = answer?.leadId as string
  await team.within((tx) => letGo(tx, team.admin, { leadIds: [leadId], anyway: true }))
  expect((await leadOf(team, leadId)).holderKind).toBe('verification')
})

test('a refused lead is closed as invalid with its reason', async () => {
  const team = await confirmingTeam()
  const [leadId = ''] = await arrive(team, 1)
  await next(team, team.admin)
  await expect(say(team, team.admin, 'refused', { leadId })).rejects.toMatchObject({
    code: 'confirm.reason_needed',
  })
  await say(team, team.admin, 'refused', { leadId, reason: '没有需求' })
  expect(await leadOf(team, leadId)).toMatchObject({
    holderKind: 'closed',
    closedAs: 'invalid',
    stage: 'invalid',
    stageReason: '没有需求',
  })
})

test('where nobody answers it is tried again later, by anybody, and given up in the end', async () => {
  const team = await confirmingTeam({ mostTries: 2, retryHours: 4 })
  const [leadId = ''] = await arrive(team, 1)
  const [rep] = team.reps as [UserCaller]
  const manager = { ...member(team.orgId, ['manager']), userId: rep.userId }
  await next(team, team.admin)
  const { nextAt } = await say(team, team.admin, 'unreachable', { leadId })
  expect(await next(team, manager)).toBeUndefined()
  const later = new Date((nextAt as Date).getTime() + 1)
  expect(await next(team, manager, { now: later })).toBe(leadId)
  await team.within((tx) =>
    rows(tx, sql`update confirm_turn set until = now() + interval '1 hour' where org_id = ${tx.orgId}`),
  )
  expect(await say(team, manager, 'unreachable', { leadId })).toMatchObject({ nextAt: null })
  expect(await leadOf(team, leadId)).toMatchObject({ closedAs: 'invalid', stageReason: '核实时 2 次未接通' })
})

test('a hundred who ask at once get a hundred different leads', async () => {
  const team = await confirmingTeam()
  await arrive(team, 100)
  const people = Array.from({ length: 100 }, () => member(team.orgId, ['marketer']))
  const given = await Promise.all(people.map((by) => next(team, by)))
  expect(given).not.toContain(undefined)
  expect(new Set(given).size).toBe(100)
  expect(await next(team, member(team.orgId, ['marketer']))).toBeUndefined()
})

test('who asks again gets the same lead, until it is done, skipped or their time is over', async () => {
  const team = await confirmingTeam()
  const [one = '', two = ''] = [...(await arrive(team, 1)), ...(await arrive(team, 1, 1))]
  const [anna, bob] = [member(team.orgId, ['marketer']), member(team.orgId, ['manager'])]
  expect([await next(team, anna), await next(team, anna)]).toEqual([one, one])
  expect(await next(team, anna, { skip: one })).toBe(two)
  expect(await next(team, bob)).toBe(one)
  // A quarter of an hour later what nobody finished is anybody's.
  const later = new Date(Date.now() + 16 * 60_000)
  expect(await next(team, member(team.orgId, ['admin']), { now: later })).toBe(one)
  await expect(say(team, bob, 'refused', { leadId: one, reason: '打错了' })).rejects.toMatchObject({
    code: 'confirm.not_yours',
  })
})

test('a lead confirmed by two at once is dealt out once', async () => {
  const team = await confirmingTeam()
  const [leadId = ''] = await arrive(team, 1)
  await next(team, team.admin)
  const both = await Promise.allSettled([1, 2].map(() => say(team, team.admin, 'confirmed', { leadId })))
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await trailOf(team, leadId)).filter(({ kind }) => kind === 'assigned')).toHaveLength(1)
  await expectSound(db, team.orgId)
})

test('a rep works the queue only of sources that name them, and sees the contacts of their lead', async () => {
  const team = await confirmingTeam()
  const [rep, other] = team.reps as [UserCaller, UserCaller]
  const [leadId = ''] = await arrive(team, 1)
  await expect(next(team, rep)).rejects.toMatchObject({ code: 'confirm.not_named' })
  const named = { ...unasked, confirmFirst: 'all' as const, verifiers: [rep.userId], sourceId: team.sourceId }
  await team.within((tx) => verifying.keepSource(tx, named, new Date()))
  expect(await next(team, rep)).toBe(leadId)
  const now = new Date()
  expect(await team.within((tx) => queuedLead(tx, { leadId, lang: 'zh', now }))).toMatchObject({
    phone: '+8613810000000',
    tries: 0,
    mostTries: 3,
    lacks: [],
  })
  expect(await say(team, rep, 'confirmed', { leadId })).toMatchObject({ outcome: 'confirmed' })
  const states = await Promise.all(
    [rep, other, team.admin].map((by) => team.within((tx) => queueState(tx, by, 1))),
  )
  expect(states.map(({ may, counts, me }) => [may, counts.length, me.confirmed])).toEqual([
    [true, 1, 1],
    [false, 0, 0],
    [true, 1, 0],
  ])
})

test('only bought lists wait where a source says so', async () => {
  const team = await confirmingTeam({ confirmFirst: 'bought' })
  const [leadId = ''] = await arrive(team, 1)
  expect((await leadOf(team, leadId)).holderKind).toBe('rep')
  const [bought] = await team.call([arrivingLead(50)], {
    door: 'import',
    actor: { kind: 'import', id: null },
  })
  expect((await leadOf(team, bought?.leadId as string)).holderKind).toBe('verification')
})
