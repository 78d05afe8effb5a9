import { expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { policyBy } from '../../test/matching.ts'
import { arrivingLead, newTeam, publishNext, type Team } from '../../test/team.ts'
import { mergeLeads } from '../flow/merge/merge.ts'
import { undoMerge } from '../flow/merge/undo.ts'
import { noteChecks } from '../lead/checks.ts'
import { tellStale } from '../rooms/quality/service.ts'
import { countLast } from '../rooms/quality/store.ts'
import { readQuality } from './quality.ts'

const { db, org } = await testDb()
const zone = 'Asia/Shanghai'

const read = (team: Team, by: 'week' | 'batch', now = new Date()) =>
  team.within(async (tx) => {
    await tellStale(tx, { zone, now, many: 2, budget: 10_000 })
    return readQuality(tx, { weeks: 2, by, zone, now })
  })

test('a source is told by what became of its arrivals; of what nothing is known there is no share', async () => {
  const team = await newTeam({ db, org })
  await publishNext(team, 'match', policyBy('merge', 'phone'))
  await team.call([arrivingLead(1), arrivingLead(2), arrivingLead(3, { title: null }), arrivingLead(4)])
  await team.call([arrivingLead(1)])
  await team.call([arrivingLead(5, { externalId: 'a' })])
  await team.call([arrivingLead(5, { externalId: 'a' })])
  const { items, weeks } = await read(team, 'week')
  expect(weeks).toHaveLength(2)
  expect(items).toMatchObject([
    {
      sourceId: team.sources.get('api'),
      week: weeks[1],
      // The touch that was delivered again is no arrival.
      arrivals: 6,
      leads: 5,
      complete: 0.8,
      valid: 1,
      duplicate: 0.1667,
      reachable: null,
      qualified: 0,
      medianHoursToFollowup: null,
    },
  ])
})

test('reachable is told of what was checked: by one good contact, and not by one that is stale', async () => {
  const team = await newTeam({ db, org })
  const answers = await team.call([1, 2, 3, 4, 5].map((n) => arrivingLead(n, { email: `a${n}@example.com` })))
  const [a, b, c, d] = answers.map(({ leadId }) => leadId as string) as [string, string, string, string]
  const now = new Date()
  await team.within((tx) =>
    noteChecks(
      tx,
      [
        { leadId: a, field: 'phone', check: 'bad' },
        { leadId: a, field: 'email', check: 'reachable' },
        { leadId: b, field: 'phone', check: 'confirmed' },
        { leadId: c, field: 'phone', check: 'bad' },
        { leadId: d, field: 'phone', check: 'stale' },
      ],
      now,
    ),
  )
  expect((await read(team, 'week')).items).toMatchObject([{ leads: 5, reachable: 0.6667 }])
  const sourceId = team.sources.get('api') as string
  const counted = await team.within((tx) =>
    countLast(tx, { sourceId, countsFrom: new Date(0) }, { window: { kind: 'arrivals', many: 100 }, now }),
  )
  expect(counted.unreachable).toEqual({ many: 1, of: 3 })
})

test('who was merged into one that came earlier counts as a duplicate, until the merge is undone', async () => {
  const team = await newTeam({ db, org })
  await publishNext(team, 'match', policyBy('link', 'email'))
  const answers = await team.call([arrivingLead(1), arrivingLead(2)])
  const leadIds = answers.map(({ leadId }) => leadId as string)
  const { mergeId } = await team.within((tx) =>
    mergeLeads(tx, team.admin, { leadIds, survivorId: leadIds[0], picks: {} }),
  )
  const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)
  expect((await read(team, 'week')).items).toMatchObject([{ arrivals: 2, leads: 1, duplicate: 0.5 }])
  await team.within((tx) => undoMerge(tx, team.admin, { mergeId, restore: [], activities: {} }))
  expect((await read(team, 'week', later(2))).items).toMatchObject([{ arrivals: 2, leads: 2, duplicate: 0 }])
})

test('by batch the same arrivals are parted by the way they came in, and sum up', async () => {
  const team = await newTeam({ db, org })
  const key = team.admin.userId
  await team.call([arrivingLead(1), arrivingLead(2)], { actor: { kind: 'key', id: key } })
  await team.call([arrivingLead(3)], { door: 'hand', actor: { kind: 'user', id: key } })
  const { items } = await read(team, 'batch')
  expect(items.map(({ batch, arrivals }) => [batch.kind, batch.id, arrivals])).toEqual([
    ['key', key, 2],
    ['hand', null, 1],
  ])
  const whole = await read(team, 'week')
  expect(whole.items.map(({ arrivals }) => arrivals)).toEqual([3])
})

test('the week that runs is told anew once it is a minute old, by two at once as by one', async () => {
  const team = await newTeam({ db, org })
  await team.call([arrivingLead(1)])
  await read(team, 'week')
  await team.call([arrivingLead(2)])
  const later = new Date(Date.now() + 61_000)
  const both = await Promise.all([read(team, 'week', later), read(team, 'week', later)])
  expect(both.map(({ items }) => items[0]?.arrivals)).toEqual([2, 2])
})
