import { afterAll, expect, test } from 'vitest'
import { bulkMerge } from '../../../contract/merge.ts'
import { testDb } from '../../../test/database.ts'
import { testHouse } from '../../../test/house.ts'
import { policyBy } from '../../../test/matching.ts'
import {
  arrive,
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  trailOf,
} from '../../../test/team.ts'
import { uuidv7 } from '../../db/id.ts'
import { buildApp } from '../../http/app.ts'
import type { Caller } from '../../people/caller.ts'
import { routes } from './routes.ts'

const { db, org } = await testDb()
const house = testHouse(db)
let caller: Caller | null = null
const app = await buildApp(house, { door: async () => caller, routes: routes(house) })
afterAll(() => app.close())

interface Item {
  merged?: { mergeId: string; survivorId: string; leadIds: string[]; repeated: boolean }
  refused?: { code: string; message: string }
}

async function send(as: Caller, sets: readonly object[]) {
  caller = as
  const answer = await app.inject({
    method: 'POST',
    url: bulkMerge.path,
    payload: { sets },
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  return { status: answer.statusCode, ...answer.json<{ items: Item[]; code?: string }>() }
}

/** Six leads, a pair for each set. */
async function pairs() {
  const team = await newTeam({ db, org }, { reps: 1 })
  await publishNext(team, 'match', policyBy('link', 'email'))
  return { team, ids: await arrive(team, 6) }
}

const sets = (ids: readonly string[]) =>
  [0, 2, 4].map((at) => ({ leadIds: ids.slice(at, at + 2), survivorId: ids[at], picks: {} }))

test('each set is merged for itself: what is refused of one stops no other, and says why in its place', async () => {
  const { team, ids } = await pairs()
  const asked = sets(ids)
  const stale = { ...asked[1], versions: { [ids[2] as string]: 99 } }
  const nobody = { leadIds: [ids[4], uuidv7()], picks: {} }
  const { status, items } = await send(team.admin, [asked[0] as object, stale, nobody, asked[2] as object])
  expect(status).toBe(200)
  expect(items.map((item) => item.merged?.survivorId ?? item.refused?.code)).toEqual([
    ids[0],
    'version.stale',
    'not_found',
    ids[4],
  ])
  expect(items[1]?.refused?.message).toMatch(/[一-鿿]/)
  const into = async (id: string) => (await leadOf(team, id)).mergedInto
  expect(await Promise.all(ids.map(into))).toEqual([null, ids[0], null, null, null, ids[4]])
  await expectSound(db, team.orgId)
})

test('sent again it is answered with the merges that were made, and makes none', async () => {
  const { team, ids } = await pairs()
  const once = await send(team.admin, sets(ids))
  const again = await send(team.admin, sets(ids))
  const made = (items: readonly Item[]) => items.map(({ merged }) => merged?.mergeId)
  expect(made(again.items)).toEqual(made(once.items))
  expect(once.items.map(({ merged }) => merged?.repeated)).toEqual([false, false, false])
  expect(again.items.map(({ merged }) => merged?.repeated)).toEqual([true, true, true])
  const trail = await trailOf(team, ids[0] as string)
  expect(trail.filter(({ kind }) => kind === 'merged')).toHaveLength(1)
})

test('sets that share a lead: the second is refused, naming that it was merged', async () => {
  const { team, ids } = await pairs()
  const { items } = await send(team.admin, [
    { leadIds: ids.slice(0, 2), survivorId: ids[0], picks: {} },
    { leadIds: ids.slice(1, 3), survivorId: ids[1], picks: {} },
  ])
  expect(items.map((item) => item.refused?.code ?? 'merged')).toEqual(['merged', 'lead.merged'])
})

test('a rep may not, nor anybody not signed in; a manager no further than they see', async () => {
  const { team, ids } = await pairs()
  const rep = team.reps[0] as Caller
  expect(await send(rep, sets(ids))).toMatchObject({ status: 403, code: 'auth.forbidden' })
  const other = await newTeam({ db, org })
  const { items } = await send(other.admin, sets(ids))
  expect(items.map((item) => item.refused?.code)).toEqual(['not_found', 'not_found', 'not_found'])
  const into = async (id: string) => (await leadOf(team, id)).mergedInto
  expect(await Promise.all(ids.map(into))).toEqual(ids.map(() => null))
  const [lead] = await team.call([arrivingLead(9)])
  expect(lead?.status).toBe('created')
})

test('a call of no set, or of too many, is refused whole', async () => {
  const { team, ids } = await pairs()
  expect((await send(team.admin, [])).status).toBe(400)
  const many = Array.from({ length: 201 }, () => sets(ids)[0] as object)
  expect((await send(team.admin, many)).status).toBe(400)
})
