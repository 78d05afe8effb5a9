import { describe, expect, test } from 'vitest'
import { capture, day, holders, school } from '../../../test/cohorts.ts'
import { testDb } from '../../../test/database.ts'
import { expectSound, trailOf } from '../../../test/team.ts'

const at = await testDb()
const { db } = at

describe('seats', () => {
  test('groups are filled in order, each lead with its group’s rep, and what finds no seat goes on with the reason', async () => {
    const team = await school(at)
    await capture(team, 12)
    const found = await holders(team)
    const [a, b] = team.groupIds
    expect(found.filter(({ groupId }) => groupId === a).map(({ holderId }) => holderId)).toEqual(
      Array(5).fill(team.ids[0]),
    )
    expect(found.filter(({ groupId }) => groupId === b).map(({ holderId }) => holderId)).toEqual(
      Array(5).fill(team.ids[1]),
    )
    const beyond = found.filter(({ groupId }) => groupId === null)
    expect(beyond.map(({ kind, holderId }) => [kind, holderId])).toEqual(Array(2).fill(['pool', team.poolId]))
    const [, assigned] = await trailOf(team, beyond[0]!.leadId)
    expect(assigned?.data).toMatchObject({
      why: {
        passed: [{ ruleId: 'c', because: 'nobody', pointed: { cohortId: team.cohortId, why: 'groupsFull' } }],
      },
    })
    await expectSound(db, team.orgId)
  })

  test('evenly: groups fill by the same share', async () => {
    const team = await school(at, {
      fill: 'evenly',
      groups: [
        { name: 'a', capacity: 20 },
        { name: 'b', capacity: 10 },
      ],
    })
    await capture(team, 15)
    const [cohort] = (await team.board()).cohorts
    expect(cohort?.groups.map(({ taken }) => taken)).toEqual([10, 5])
  })

  test('sixteen doors at once: no group above its capacity, no lead lost, no seat counted twice', async () => {
    const team = await school(at, {
      groups: [
        { name: 'a', capacity: 9 },
        { name: 'b', capacity: 14 },
        { name: 'c', capacity: 10 },
      ],
    })
    await Promise.all(Array.from({ length: 16 }, (_, i) => capture(team, 3, i * 10)))
    const found = await holders(team)
    expect(found).toHaveLength(48)
    const inGroup = team.groupIds.map((id) => found.filter(({ groupId }) => groupId === id).length)
    expect(inGroup).toEqual([9, 14, 10])
    const [cohort] = (await team.board()).cohorts
    expect(cohort?.groups.map(({ taken }) => taken)).toEqual([9, 14, 10])
    for (const [i, id] of team.groupIds.entries())
      expect(new Set(found.filter(({ groupId }) => groupId === id).map(({ holderId }) => holderId))).toEqual(
        new Set([team.ids[i]]),
      )
    expect(found.filter(({ groupId, kind }) => groupId === null && kind === 'pool')).toHaveLength(15)
    await expectSound(db, team.orgId)
  })

  test('who comes outside the intake, or does not belong, is of no cohort', async () => {
    const late = await school(at, { intakeTo: day(-1) })
    const other = await school(at, { belongs: { field: 'company', op: 'contains', value: '少儿' } })
    for (const team of [late, other]) {
      await capture(team, 1)
      expect((await holders(team))[0]).toMatchObject({ kind: 'pool', groupId: null })
    }
  })
})
