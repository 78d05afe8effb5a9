import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import {
  arrive,
  arrivingLead,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
  trailOf,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as tags from './service.ts'

const { db, org } = await testDb()
const DAY = 86_400_000

async function held() {
  const team = await newTeam({ db, org }, { reps: 1 })
  await takeTurns(team)
  const [leadId = ''] = await arrive(team, 1)
  return { team, leadId, rep: team.reps[0] as UserCaller }
}
const retag = (team: Team, by: UserCaller, wish: Partial<tags.Retagging> & Pick<tags.Retagging, 'leadIds'>) =>
  team.within((tx) => tags.retag(tx, by, { add: [], remove: [], ...wish }))
const tagsOf = async (team: Team, leadId: string) => [...(await leadOf(team, leadId)).tags].toSorted()
const rowsOf = (team: Team) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{
        tag: string
        givenBy: string
        expiresAt: Date | null
      }>`select tag, given_by, expires_at from lead_tag
      where org_id = ${tx.orgId} order by tag`,
    ),
  )

test('tags that came with a lead and those rules gave stand beside each other, with where they are from', async () => {
  const team = await newTeam({ db, org })
  const rule = { id: 't', when: { all: [] }, tags: ['官网', '新'], days: 2, active: true }
  await publishNext(team, 'tags', { rules: [rule] })
  const [answer] = await team.call([arrivingLead(1, { tags: ['新', '展会'] })])
  expect(await tagsOf(team, answer?.leadId as string)).toEqual(['展会', '官网', '新'].toSorted())
  expect(
    (await rowsOf(team)).map(({ tag, givenBy, expiresAt }) => [tag, givenBy, expiresAt !== null]),
  ).toEqual([
    ['官网', 'rule', true],
    ['展会', 'hand', false],
    ['新', 'rule', true],
  ])
})

test('a tag lapses at its moment, alone, and the lead’s version moves on', async () => {
  const { team, leadId, rep } = await held()
  const at = new Date(Date.now() + DAY)
  expect(await retag(team, rep, { leadIds: [leadId], add: ['急'], expiresAt: at })).toBe(1)
  await retag(team, rep, { leadIds: [leadId], add: ['老客户'] })
  const { version } = await leadOf(team, leadId)
  expect(await team.within((tx) => tags.lapse(tx, new Date(+at - 1)))).toBe(0)
  expect(await team.within((tx) => tags.lapse(tx, at))).toBe(1)
  expect(await tagsOf(team, leadId)).toEqual(['老客户'])
  expect((await leadOf(team, leadId)).version).toBe(version + 1)
  expect((await rowsOf(team)).map(({ tag }) => tag)).toEqual(['老客户'])
  expect((await trailOf(team, leadId)).at(-1)).toMatchObject({
    kind: 'tagged',
    actorKind: 'system',
    data: { lapsed: true, changes: [{ field: 'tags', before: ['急', '老客户'], after: ['老客户'] }] },
  })
})

test('giving a tag again with another end puts that end off; without one nothing changes', async () => {
  const { team, leadId, rep } = await held()
  const [soon, later] = [new Date(Date.now() + DAY), new Date(Date.now() + 9 * DAY)]
  await retag(team, rep, { leadIds: [leadId], add: ['急'], expiresAt: soon })
  expect(await retag(team, rep, { leadIds: [leadId], add: ['急'] })).toBe(0)
  expect(await retag(team, rep, { leadIds: [leadId], add: ['急'], expiresAt: later })).toBe(1)
  expect(await team.within((tx) => tags.lapse(tx, soon))).toBe(0)
  expect(await team.within((tx) => tags.lapse(tx, later))).toBe(1)
})

test('what is taken and given at once is taken; tags and their origins never differ', async () => {
  const { team, leadId, rep } = await held()
  await retag(team, rep, { leadIds: [leadId], add: ['a', 'b'] })
  await retag(team, rep, { leadIds: [leadId], add: ['c', 'b'], remove: ['a', 'b'] })
  expect(await tagsOf(team, leadId)).toEqual(['c'])
  expect((await rowsOf(team)).map(({ tag }) => tag)).toEqual(['c'])
  expect((await trailOf(team, leadId)).at(-1)).toMatchObject({
    kind: 'tagged',
    actorId: rep.userId,
    data: { changes: [{ field: 'tags', before: ['a', 'b'], after: ['c'] }] },
  })
})

test('a lead of a pool is to be claimed before it is tagged, and then nothing else of the call is done either', async () => {
  const { team, leadId, rep } = await held()
  await team.within((tx) =>
    rows(
      tx,
      sql`update lead set holder_kind = 'pool', holder_id = ${team.poolId} where org_id = ${tx.orgId}`,
    ),
  )
  const [mine = ''] = await arrive(team, 1, 50)
  await expect(retag(team, rep, { leadIds: [mine, leadId], add: ['急'] })).rejects.toMatchObject({
    code: 'lead.not_yours',
  })
  expect(await tagsOf(team, mine)).toEqual([])
})
