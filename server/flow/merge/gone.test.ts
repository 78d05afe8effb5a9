import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { policyBy } from '../../../test/matching.ts'
import { arrivingLead, leadOf, newTeam, publishNext, type Team } from '../../../test/team.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as followup from '../../rooms/followup/service.ts'
import { countToScan, leadsToScan } from '../../rooms/match/store/scans.ts'
import { claim } from '../../rooms/pool/service.ts'
import { dayAt, myQueue } from '../../views/day.ts'
import { countLeads, listLeads } from '../../views/list.ts'
import { readPage } from '../../views/page.ts'
import { listPairs } from '../../views/pairs.ts'
import { search } from '../../views/search.ts'
import { checkFree } from '../check.ts'
import { mergeLeads } from './merge.ts'

const { db, org } = await testDb()

const phone = '13810000002'

/** Two leads of a pool; the second is merged into the first, one of them lost before where asked. */
async function merged({ lost = false } = {}) {
  const team = await newTeam({ db, org }, { reps: 1 })
  await publishNext(team, 'match', policyBy('link', 'email'))
  const answers = await team.call([arrivingLead(1), arrivingLead(2, { name: '张小明' })])
  const [survivor, gone] = answers.map(({ leadId }) => leadId as string) as [string, string]
  await db.ownerPool.query(
    `insert into match_pair (org_id, pair_id, lead_a, lead_b, found_by, found_at)
      values ($1, gen_random_uuid(), least($2::uuid, $3), greatest($2::uuid, $3), 'rule', now())`,
    [team.orgId, survivor, gone],
  )
  if (lost) {
    const { version } = await leadOf(team, gone)
    const how = { leadId: gone, version, stage: 'lost', reason: '预算', now: new Date() } as const
    await team.within((tx) => followup.setStage(tx, team.admin, how))
  }
  await team.within((tx) =>
    mergeLeads(tx, team.admin, { leadIds: [survivor, gone], survivorId: survivor, picks: {} }),
  )
  return { team, survivor, gone }
}

const at = { lang: 'zh' as const, now: new Date() }
const listed = async (team: Team, more: object = {}) => {
  const query = { sort: 'arrivedAt' as const, order: 'desc' as const, limit: 10, ...more }
  const { items } = await team.within((tx) => listLeads(tx, team.admin, { ...at, query }))
  const { count } = await team.within((tx) => countLeads(tx, team.admin, { ...at, query: more }))
  expect(count).toBe(items.length)
  return items.map(({ leadId }) => leadId)
}

test.each([false, true])(
  'a lead that was merged is in no list, count, search, scan or queue of doubles (lost before: %s)',
  async (lost) => {
    const { team, survivor, gone } = await merged({ lost })
    expect(await listed(team)).toEqual([survivor])
    for (const q of [phone, '张小明', '仁科']) expect(await listed(team, { q })).not.toContain(gone)
    const { items } = await team.within((tx) =>
      search(tx, team.admin, { q: phone, limit: 10, now: new Date() }),
    )
    expect(items.map(({ leadId }) => leadId)).not.toContain(gone)
    const scanned = await team.within(async (tx) => ({
      many: await countToScan(tx, true),
      ids: (await leadsToScan(tx, { after: null, limit: 10, closed: true })).map(({ leadId }) => leadId),
    }))
    expect(scanned).toEqual({ many: 1, ids: [survivor] })
    for (const state of ['open', 'same'] as const) {
      const pairs = await team.within((tx) =>
        listPairs(tx, team.admin, { state, limit: 10, now: new Date() }),
      )
      expect(pairs.items).toEqual([])
    }
    // Whoever asks how leads were closed is told of it.
    const condition = JSON.stringify({
      field: 'closedAs',
      op: 'one_of',
      value: [lost ? 'lost' : 'merged'],
    })
    expect(await listed(team, { condition })).toEqual([gone])
  },
)

test('it cannot be claimed, nor is it on anybody’s day; the survivor can', async () => {
  const { team, survivor, gone } = await merged()
  const rep = team.reps[0] as UserCaller
  const take = (leadId: string) =>
    team.within((tx) =>
      claim(tx, rep, { poolId: team.poolId, wanted: { leadIds: [leadId] }, now: new Date() }),
    )
  await take(gone).catch(() => undefined)
  expect(await leadOf(team, gone)).toMatchObject({ holderKind: 'closed', mergedInto: survivor })
  await take(survivor)
  const turns = await team.within((tx) => myQueue(tx, rep, dayAt('Asia/Shanghai', new Date()), 10))
  expect(turns.map(({ leadId }) => leadId)).toEqual([survivor])
})

test('who comes by what was its own is the survivor, and its address leads there', async () => {
  const { team, survivor, gone } = await merged()
  await publishNext(team, 'match', policyBy('merge', 'phone'))
  const [again] = await team.call([arrivingLead(2)])
  expect(again).toMatchObject({ status: 'merged', leadId: survivor })
  const free = await team.within((tx) => checkFree(tx, team.admin, { phone, lang: 'zh' }))
  expect(free).toMatchObject({ leadId: survivor })
  const page = await team.within((tx) => readPage(tx, team.admin, { leadId: gone, ...at }))
  expect(page).toMatchObject({ leadId: gone, mergedInto: survivor })
})
