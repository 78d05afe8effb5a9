import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { arrivingLead, expectSound, newTeam, publishNext } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { save } from '../../rooms/territory/service.ts'
import { carryOut, handOver } from './handover.ts'

const testing = await testDb()
const plain = { areas: [], condition: null, teamId: null }

test('leads captured while their area changes hands are all with the new rep afterwards', async () => {
  const team = await newTeam(testing, { reps: 3 })
  const { within, call, orgId, poolId, admin } = team
  const [former, next, elsewhere] = team.reps.map(({ userId }) => userId) as [string, string, string]
  const when = () => ({ caller: admin, now: new Date() })
  const territoryId = await within((tx) =>
    save(tx, { ...plain, name: '北京', regions: ['11'], userIds: [former] }, when()),
  )
  await within((tx) => save(tx, { ...plain, name: '广东', regions: ['44'], userIds: [elsewhere] }, when()))
  await publishNext(team, 'assign', {
    rules: [{ id: 't', name: '按片区', when: { all: [] }, strategy: { kind: 'territory' }, active: true }],
    fallbackPoolId: poolId,
  })
  const regions = ['110108', '110105', '440305', '310115']
  let n = 0
  const capture = () =>
    Promise.all(
      Array.from({ length: 8 }, () => call([arrivingLead(++n, { region: regions[n % regions.length] })])),
    )
  await capture()
  const before = capture()
  const handed = within((tx) =>
    handOver(tx, { items: [{ territoryId, userIds: [next], teamId: null }] }, when()),
  )
  await Promise.all([before, handed, capture(), within((tx) => carryOut(tx, new Date()))])
  await capture()
  const held = await within((tx) =>
    rows(
      tx,
      sql<{
        holder: string
        region: string
        leads: number
      }>`select holder_id as holder, left(region, 2) as region,
          count(*)::int as leads from lead where org_id = ${orgId} group by 1, 2 order by region`,
    ),
  )
  expect(held).toEqual([
    { holder: next, region: '11', leads: 16 },
    { holder: poolId, region: '31', leads: 8 },
    { holder: elsewhere, region: '44', leads: 8 },
  ])
  expect((await handed).moved[0]?.from).toBe(former)
  await expectSound(testing.db, orgId)
})
