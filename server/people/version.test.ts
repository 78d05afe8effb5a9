import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDb } from '../../test/database.ts'
import { inTransaction, rows } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { changeMember, createMember, lockMember } from './members.ts'
import { changeTeam, createTeam, setSeats } from './teams.ts'
import { recordVersion, versionsAt } from './version.ts'

const { db, org } = await testDb()
const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute))

describe('versions', () => {
  it('tell how everything stood at any moment, whatever was changed when', async () => {
    const body = fc.option(fc.record({ n: fc.integer({ min: 0, max: 3 }) }), { nil: null })
    const change = fc.record({ minute: fc.integer({ min: 0, max: 50 }), body })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (asked) => {
        const changes = asked.toSorted((a, b) => a.minute - b.minute)
        const orgId = await org()
        const id = uuidv7()
        await inTransaction(db, orgId, async (tx) => {
          for (const { minute, body: next } of changes)
            await recordVersion(tx, { subject: 'member', id, body: next, at: at(minute), by: null })
          for (let minute = 0; minute <= 51; minute++) {
            const then = changes.findLast((each) => each.minute <= minute)?.body ?? undefined
            const [found] = (await versionsAt(tx, 'member', at(minute))).values()
            expect(found).toEqual(then)
          }
        })
      }),
      { numRuns: 15 },
    )
  })

  it('never overlap, not even when the clock went back', async () => {
    const orgId = await org()
    const id = uuidv7()
    const held = await inTransaction(db, orgId, async (tx) => {
      for (const [minute, n] of [
        [5, 1],
        [9, 2],
        [3, 3],
        [9, 4],
        [12, 4],
      ] as const)
        await recordVersion(tx, { subject: 'member', id, body: { n }, at: at(minute), by: null })
      return rows(
        tx,
        sql<{
          validFrom: Date
          open: boolean
          body: unknown
        }>`select valid_from, valid_to = 'infinity' as open, body from version
          where org_id = ${orgId} order by valid_from`,
      )
    })
    expect(held).toEqual([
      { validFrom: at(5), open: false, body: { n: 1 } },
      { validFrom: at(9), open: true, body: { n: 4 } },
    ])
  })

  it('are written with every change of members and teams', async () => {
    const orgId = await org()
    const before = new Date()
    const ids = await inTransaction(db, orgId, async (tx) => {
      const teamId = await createTeam(tx, { name: '一组' }, { at: before, by: null })
      const userId = await createMember(tx, {
        name: '李雷',
        roles: ['rep'],
        email: `${uuidv7()}@example.com`,
        teamId,
        at: before,
      })
      return { teamId, userId }
    })
    const between = new Date()
    await new Promise((later) => setTimeout(later, 5))
    await inTransaction(db, orgId, async (tx) => {
      const stamp = { at: new Date(), by: ids.userId }
      await changeMember(
        tx,
        await lockMember(tx, ids.userId),
        { roles: ['manager'], dailyMax: 20, joinedOn: '2024-03-01' },
        ids.userId,
      )
      await setSeats(tx, ids.teamId, [{ userId: ids.userId, leads: true }], stamp)
      await changeTeam(tx, ids.teamId, { name: '华东一组' }, stamp)
    })
    const standing = (moment: Date) =>
      inTransaction(db, orgId, async (tx) => ({
        member: (await versionsAt(tx, 'member', moment)).get(ids.userId),
        team: (await versionsAt(tx, 'team', moment)).get(ids.teamId),
      }))
    expect(await standing(between)).toEqual({
      member: {
        name: '李雷',
        roles: ['rep'],
        status: 'active',
        holdingMax: null,
        dailyMax: null,
        weeklyMax: null,
        joinedOn: null,
        tier: null,
        traits: {},
      },
      team: {
        name: '一组',
        parentId: null,
        archived: false,
        members: [{ userId: ids.userId, leads: false }],
      },
    })
    expect(await standing(new Date())).toMatchObject({
      member: { roles: ['manager'], dailyMax: 20, joinedOn: '2024-03-01' },
      team: { name: '华东一组', members: [{ userId: ids.userId, leads: true }] },
    })
    expect(await standing(new Date(before.getTime() - 1))).toEqual({ member: undefined, team: undefined })
  })
})
