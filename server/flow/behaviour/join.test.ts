import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { catchAll, event, scoringTeam as teamOf, send, tallyOf } from '../../../test/behaviour.ts'
import { testDb } from '../../../test/database.ts'
import { arrive, arrivingLead, leadOf, publishNext } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import * as verbs from '../consent/verbs.ts'
import { eraseLead } from '../erase/erase.ts'
import { mergeLeads } from '../merge/merge.ts'
import { join } from './join.ts'

const testing = await testDb()
const { db } = testing
const scoringTeam = () => teamOf(testing)

test('a browser’s past becomes its lead’s, once, and stays with whoever it was first', async () => {
  const team = await scoringTeam()
  const visitorId = uuidv7()
  await send(team, [event({ visitorId }), event({ visitorId }), event({ visitorId, userAgent: 'curl/8' })])
  const [leadId = '', other = ''] = await arrive(team, 2)
  const joined = (id: string) =>
    team.within((tx) => join(tx, { visitorId, leadId: id, by: 'api' }, new Date()))
  expect([await joined(leadId), await joined(leadId), await joined(other)]).toEqual([true, false, false])
  expect(await leadOf(team, leadId)).toMatchObject({ score: 20 })
  await send(team, [event({ visitorId })])
  expect(await leadOf(team, leadId)).toMatchObject({ score: 30 })
  expect(await leadOf(team, other)).toMatchObject({ score: 0 })
})

test('an event that comes while its browser is being named is folded exactly once', async () => {
  const team = await scoringTeam()
  for (const leadId of await arrive(team, 6, 100)) {
    const visitorId = uuidv7()
    await Promise.all([
      send(team, [event({ visitorId })]),
      team.within((tx) => join(tx, { visitorId, leadId, by: 'api' }, new Date())),
      send(team, [event({ visitorId })]),
    ])
    expect(await leadOf(team, leadId)).toMatchObject({ score: 20 })
  }
})

test('an arrival that brings its browser is joined with it by a job that is there when the lead is', async () => {
  const team = await scoringTeam()
  const visitorId = uuidv7()
  await send(team, [event({ visitorId })])
  await team.call([arrivingLead(1, { visitorId })])
  const { rows: jobs } = await db.ownerPool.query<{ payload: { joins: object[]; orgId: string } }>(
    `select payload from graphile_worker._private_jobs where payload::text like '%${visitorId}%'`,
  )
  expect(jobs[0]?.payload.joins).toMatchObject([{ visitorId, by: 'api' }])
})

test('what was done in its browser counts for the first score of an arrival, and for whom it is dealt to', async () => {
  const team = await scoringTeam()
  const [rep] = team.reps
  await publishNext(team, 'assign', {
    rules: [
      {
        id: 'hot',
        name: 'A',
        when: { field: 'grade', op: 'is', value: 'A' },
        strategy: { kind: 'rep', userId: rep!.userId },
        active: true,
      },
    ],
    fallbackPoolId: team.poolId,
  })
  const [hot, machine, owned] = [uuidv7(), uuidv7(), uuidv7()]
  const four = (visitorId: string, more = {}) =>
    Array.from({ length: 4 }, () => event({ visitorId, ...more }))
  await send(team, [...four(hot), ...four(machine, { userAgent: 'curl/8' }), ...four(owned)])
  const [holder = ''] = await arrive(team, 1, 50)
  await team.within((tx) => join(tx, { visitorId: owned, leadId: holder, by: 'api' }, new Date()))
  const arrived = await team.call(
    [hot, machine, owned, hot].map((visitorId, i) => arrivingLead(60 + i, { visitorId })),
  )
  const leads = await Promise.all(arrived.map(({ leadId }) => leadOf(team, leadId as string)))
  expect(leads.map(({ score, holderKind }) => [score, holderKind])).toEqual([
    [40, 'rep'],
    [0, 'pool'],
    [0, 'pool'],
    [0, 'pool'],
  ])
  // The job that makes the browser its own finds what was told
  await team.within((tx) =>
    join(tx, { visitorId: hot, leadId: arrived[0]!.leadId as string, by: 'api' }, new Date()),
  )
  expect(await leadOf(team, arrived[0]!.leadId as string)).toMatchObject({ score: 40, holderKind: 'rep' })
})

test('of a lead that took back its consent nothing is kept, nor of a browser that would be theirs', async () => {
  const team = await scoringTeam()
  const [leadId = ''] = await arrive(team, 1)
  const visitorId = uuidv7()
  await send(team, [event({ visitorId })])
  await team.within((tx) =>
    verbs.withdraw(tx, team.admin, { leadId, purpose: 'profiling', channel: 'any', note: '' }),
  )
  expect((await send(team, [event({ leadId })])).map(({ status }) => status)).toEqual(['untracked'])
  expect(await team.within((tx) => join(tx, { visitorId, leadId, by: 'api' }, new Date()))).toBe(false)
  const held = await team.within((tx) =>
    rows(tx, sql`select from behaviour_event where org_id = ${tx.orgId}`),
  )
  expect(held).toHaveLength(1)
})

test('no organisation reaches another’s leads or browsers', async () => {
  const [ours, theirs] = [await scoringTeam(), await scoringTeam()]
  const [leadId = ''] = await arrive(ours, 1)
  const visitorId = uuidv7()
  await ours.within((tx) => join(tx, { visitorId, leadId, by: 'api' }, new Date()))
  const answers = await send(theirs, [event({ leadId }), event({ visitorId })])
  expect(answers.map(({ status }) => status)).toEqual(['refused', 'kept'])
  expect(await leadOf(ours, leadId)).toMatchObject({ score: 0 })
})

test('what two leads did counts for the one they become', async () => {
  const team = await scoringTeam()
  const [one = '', other = ''] = await arrive(team, 2)
  await send(team, [event({ leadId: one }), event({ leadId: other }), event({ leadId: other })])
  await team.within((tx) => mergeLeads(tx, team.admin, { leadIds: [one, other], picks: {} }))
  await catchAll(team)
  const both = await Promise.all([one, other].map((leadId) => leadOf(team, leadId)))
  const survivor = both.find(({ mergedInto }) => mergedInto === null)?.leadId as string
  expect(await leadOf(team, survivor)).toMatchObject({ score: 30 })
  await send(team, [event({ leadId: one }), event({ leadId: other })])
  expect(await leadOf(team, survivor)).toMatchObject({ score: 50 })
})

test('who is erased is forgotten here too, and their browser is nobody’s', async () => {
  const team = await scoringTeam()
  const [leadId = '', other = ''] = await arrive(team, 2)
  const visitorId = uuidv7()
  await send(team, [event({ leadId }), event({ visitorId }), event({ leadId: other })])
  await team.within((tx) => join(tx, { visitorId, leadId, by: 'form' }, new Date()))
  await team.within((tx) => eraseLead(tx, team.admin, leadId))
  const held = await team.within((tx) =>
    rows(tx, sql`select lead_id from behaviour_event where org_id = ${tx.orgId}`),
  )
  expect(held).toEqual([{ leadId: other }])
  expect(await tallyOf(team, leadId)).toBeUndefined()
  expect((await send(team, [event({ leadId })])).map(({ status }) => status)).toEqual(['refused'])
})
