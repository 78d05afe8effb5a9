import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import {
  arrive,
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  takeTurns,
  type Team,
} from '../../../test/team.ts'
import { callUp as call, cities, publishValues, waiting } from '../../../test/values.ts'
import { rows } from '../../db/db.ts'
import { tellPriorities } from '../../lead/alarms.ts'
import type { UserCaller } from '../../people/caller.ts'
import { giveByHand } from '../../rooms/assign/service.ts'
import { setStage } from '../../rooms/followup/service.ts'
import { claim, release } from '../../rooms/pool/service.ts'
import { amend } from '../amend.ts'

const { db, org } = await testDb()
const MINUTE = 60_000

const places = ['310000', '110000', '440000'] as const
const value: Readonly<Record<string, number>> = { '310000': 7_000, '110000': 6_000, '440000': 5_000 }

const moveTo = async (team: Team, leadId: string, region: string) => {
  const { version } = await leadOf(team, leadId)
  await team.within((tx) => amend(tx, team.admin, { leadId, version, patch: { region }, lang: 'zh' }))
}
const end = async (team: Team, leadId: string, stage: 'lost' | 'contacted') => {
  const { version } = await leadOf(team, leadId)
  const why = stage === 'lost' ? { reason: '没钱' } : {}
  await team.within((tx) => setStage(tx, team.admin, { now: new Date(), leadId, version, stage, ...why }))
}
const tell = (team: Team, after: number) =>
  team.within((tx) => tellPriorities(tx, new Date(Date.now() + after)))

test('it keeps priority down to four fifths of the value it is given from, and no further', async () => {
  const team = await newTeam({ db, org })
  await publishValues(team, cities)
  const [answer] = await team.call([arrivingLead(1, { region: '上海市' })])
  const leadId = answer?.leadId as string
  expect(await waiting(team)).toEqual([leadId])
  const { prioritySince, priorityDueAt } = await leadOf(team, leadId)
  expect(+priorityDueAt! - +prioritySince!).toBe(60 * MINUTE)
  await moveTo(team, leadId, '110000')
  expect(await leadOf(team, leadId)).toMatchObject({ expectedValue: 6000, prioritySince, priorityDueAt })
  await moveTo(team, leadId, '440000')
  expect(await waiting(team)).toEqual([])
  // Below what it is given from it does not come back
  await moveTo(team, leadId, '110000')
  expect(await waiting(team)).toEqual([])
  await moveTo(team, leadId, '310000')
  expect(await waiting(team)).toEqual([leadId])
})

test('once it was followed up nobody is awaited, until it comes to somebody else', async () => {
  const team = await newTeam({ db, org }, { reps: 2 })
  await takeTurns(team)
  await publishValues(team, cities)
  const [answer] = await team.call([arrivingLead(1, { region: '上海市' })])
  const leadId = answer?.leadId as string
  const { holderId } = await leadOf(team, leadId)
  const [rep, next] = team.reps.toSorted((a) => (a.userId === holderId ? -1 : 1)) as [UserCaller, UserCaller]
  await call(team, leadId, rep)
  expect(await waiting(team)).toEqual([])
  await team.within((tx) =>
    giveByHand(tx, team.admin, { leadIds: [leadId], to: { kind: 'rep', id: next.userId } }),
  )
  expect(await waiting(team)).toEqual([leadId])
  const spells = await team.within((tx) =>
    rows(tx, sql`select user_id, ended_as from priority where org_id = ${tx.orgId} order by priority_id`),
  )
  expect(spells).toEqual([
    { userId: rep.userId, endedAs: 'met' },
    { userId: next.userId, endedAs: null },
  ])
})

/** What may befall a lead. */
const steps = ['call', 'give0', 'give1', 'release', 'lost', 'reopen', ...places] as const
type Step = (typeof steps)[number]

/** A lead as somebody who keeps count by hand knows it. */
interface Counted {
  holder: string
  region: string
  high: boolean
  /** Whether somebody followed it up since a rep got it, or since its value asks for it where nobody works it. */
  worked: boolean
}

test('whatever befalls leads, those that ask for priority and were not followed up stand in the view', async () => {
  const team = await newTeam({ db, org }, { reps: 2 })
  await publishValues(team, cities)
  const reps = team.reps as [UserCaller, UserCaller]
  let n = 1000
  const give = (leadId: string, to: UserCaller) =>
    team.within((tx) => giveByHand(tx, team.admin, { leadIds: [leadId], to: { kind: 'rep', id: to.userId } }))
  const does: Readonly<Record<string, (leadId: string, lead: Counted) => Promise<unknown> | null>> = {
    call: (leadId, lead) => (lead.holder === 'closed' ? null : call(team, leadId)),
    give0: (leadId, lead) =>
      ['closed', 'rep0', 'kept'].includes(lead.holder) ? null : give(leadId, reps[0]),
    give1: (leadId, lead) =>
      ['closed', 'rep1', 'kept'].includes(lead.holder) ? null : give(leadId, reps[1]),
    release: (leadId, lead) =>
      lead.holder.startsWith('rep')
        ? team.within((tx) =>
            release(tx, reps[lead.holder === 'rep0' ? 0 : 1], {
              leadIds: [leadId],
              reason: '跟不过来',
              now: new Date(),
            }),
          )
        : null,
    lost: (leadId, lead) =>
      lead.holder === 'closed' || lead.holder === 'kept' ? null : end(team, leadId, 'lost'),
    reopen: (leadId, lead) => (lead.holder === 'closed' ? end(team, leadId, 'contacted') : null),
  }
  const counted = (step: Step, lead: Counted): void => {
    const to: Readonly<Record<string, string>> = {
      give0: 'rep0',
      give1: 'rep1',
      lost: 'closed',
      reopen: 'admin',
    }
    if (step === 'call') lead.worked = true
    else if (step === 'release') lead.holder = 'pool'
    else if (step in to) Object.assign(lead, { holder: to[step], worked: false })
    else {
      const before = lead.high
      lead.region = step
      lead.high = value[step]! >= (before ? 5_600 : 7_000)
      // Where nobody works it, what was done before its value asked for it does not count
      if (lead.high && !before && (lead.holder === 'pool' || lead.holder === 'kept')) lead.worked = false
    }
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...steps), { maxLength: 9 }),
      fc.constantFrom(...places),
      fc.boolean(),
      async (all, region, complete) => {
        const [answer] = await team.call([
          arrivingLead(++n, { region, ...(complete ? {} : { title: undefined }) }),
        ])
        const leadId = answer?.leadId as string
        const lead: Counted = {
          holder: complete ? 'pool' : 'kept',
          region,
          high: value[region]! >= 7_000,
          worked: false,
        }
        for (const step of all) {
          const isPlace = (places as readonly string[]).includes(step)
          const done = isPlace
            ? lead.holder === 'closed'
              ? null
              : moveTo(team, leadId, step)
            : (does[step]?.(leadId, lead) ?? null)
          if (!done) continue
          await done
          counted(step, lead)
          const should = lead.holder !== 'closed' && lead.high && !lead.worked
          expect((await waiting(team)).includes(leadId)).toBe(should)
        }
      },
    ),
    { numRuns: 25 },
  )
  // The deadlines that are told of are those that the view shows
  expect(
    await team.within((tx) =>
      rows(
        tx,
        sql`select lead_id from lead full join (select lead_id, due_at from priority
            where org_id = ${tx.orgId} and ended_at is null) open using (lead_id)
          where (lead.org_id = ${tx.orgId} or lead.org_id is null) and lead.priority_due_at is distinct from open.due_at`,
      ),
    ),
  ).toEqual([])
  await expectSound(db, team.orgId)
}, 60_000)

test('publishing other rules gives priority and takes it, and a lead its rep works is no alarm', async () => {
  const team = await newTeam({ db, org }, { reps: 1 })
  const [rep] = team.reps as [UserCaller]
  const ids = await arrive(team, 3)
  await team.within((tx) =>
    claim(tx, rep, { poolId: team.poolId, wanted: { leadIds: ids.slice(0, 2) }, now: new Date() }),
  )
  await call(team, ids[0] as string, rep)
  await publishValues(team, { priority: { from: 5_000 } })
  expect((await waiting(team)).toSorted()).toEqual(ids.slice(1).toSorted())
  await publishValues(team, { priority: { from: 100_000 } })
  expect(await waiting(team)).toEqual([])
  expect(await tell(team, 10_000 * MINUTE)).toBe(0)
})
