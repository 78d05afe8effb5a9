import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as contract from '../../../contract/cohort.ts'
import { capture, day, edit, holders, noon, school } from '../../../test/cohorts.ts'
import { testDb } from '../../../test/database.ts'
import { newMember, peopleApp } from '../../../test/people.ts'
import { expectSound, leadOf, publishNext, takeTurns, trailOf } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { recycleAll } from '../../flow/second.ts'
import { routes } from './routes.ts'
import { followAll, place, remove } from './service.ts'
import { readBoard } from './store/board.ts'

const at = await testDb()
const { db } = at
const { house, browser } = await peopleApp(db, {}, [routes])

type Held = Awaited<ReturnType<typeof holders>>[number]
type School = Awaited<ReturnType<typeof school>>

/** What may happen to a cohort; groups and reps by their place. */
const days = fc.tuple(fc.nat(6), fc.nat(5)).map(([from, more]) => ({ from, to: from + more }))
const some = fc.subarray([0, 1, 2], { minLength: 1 })
const rep = fc.nat(3)
const step = fc.oneof(
  fc.record({ do: fc.constant('come' as const), leads: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('set' as const), groups: some, days, rep: fc.option(rep) }),
  fc.record({ do: fc.constant('substitute' as const), groups: some, days, rep, by: rep }),
  fc.record({ do: fc.constant('back' as const), groups: some, days }),
  fc.record({
    do: fc.constant('handOver' as const),
    groups: some,
    rep,
    from: fc.option(rep),
    gather: fc.boolean(),
  }),
  fc.record({ do: fc.constant('later' as const), days: fc.integer({ min: 1, max: 2 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Lets it happen at a moment; what changes nothing, or names one person twice, is refused and changes nothing. */
async function happen(
  team: School,
  each: Exclude<Step, { do: 'later' }>,
  { now, n }: { now: Date; n: number },
) {
  if (each.do === 'come') return void (await capture(team, each.leads, n * 10))
  const groupIds = each.groups.map((place) => team.groupIds[place]!)
  const span = 'days' in each ? { from: day(each.days.from), to: day(each.days.to) } : { from: '', to: '' }
  const id = (place: number) => team.ids[place]!
  const wish = {
    set: () => ({
      kind: 'set' as const,
      groupIds,
      ...span,
      userId: each.do === 'set' && each.rep !== null ? id(each.rep) : null,
    }),
    substitute: () =>
      each.do === 'substitute'
        ? { kind: 'substitute' as const, groupIds, ...span, userId: id(each.rep), substituteId: id(each.by) }
        : undefined,
    back: () => ({ kind: 'back' as const, groupIds, ...span }),
    handOver: () =>
      each.do === 'handOver'
        ? {
            kind: 'handOver' as const,
            groupIds,
            fromUserId: each.from === null ? null : id(each.from),
            toUserId: id(each.rep),
            from: day(0),
            gather: each.gather,
          }
        : undefined,
  }[each.do]()
  await edit(team, wish!, now).catch((error: { code?: string }) => {
    if (!['cohort.not_rostered', 'cohort.same_rep'].includes(error.code ?? '')) throw error
  })
}

test('whatever becomes of the roster, the leads of a group are together, with whoever serves it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      const groups = ['一群', '二群', '三群'].map((name) => ({ name, capacity: 20 }))
      const team = await school(at, { groups, fill: 'evenly' })
      await capture(team, 7, 900)
      let now = new Date()
      for (const [n, each] of steps.entries()) {
        if (each.do === 'later') {
          now = new Date(Math.max(+now, +noon(0)) + each.days * 86_400_000)
          await team.within((tx) => followAll(tx, now))
        } else await happen(team, each, { now, n })
        const board = await team.within((tx) => readBoard(tx, { days: 14, now }))
        const serves = new Map(
          board.cohorts[0]!.groups.map(({ groupId, serving }) => [groupId, serving?.userId]),
        )
        const seated = (await holders(team)).filter(({ groupId }) => groupId !== null)
        for (const [groupId, theirs] of Map.groupBy(seated, (lead) => lead.groupId!)) {
          const has = [...new Set(theirs.map(({ kind, holderId }) => `${kind} ${holderId}`))]
          expect(has).toHaveLength(1)
          const who = serves.get(groupId)
          if (who) expect(has).toEqual([`rep ${who}`])
        }
      }
      await expectSound(db, team.orgId)
    }),
    { numRuns: 5 },
  )
})

test('a hand-over of a whole cohort that fails in the middle leaves nothing changed', async () => {
  const team = await school(at)
  await capture(team, 10)
  const all = await holders(team)
  const last = all.findLast(({ groupId }) => groupId === team.groupIds[1])!
  const stands = () =>
    Promise.all(
      [
        'lead',
        'rep_load',
        'cohort_shift',
        'cohort_group',
        'cohort_lead',
        'lead_event',
        'notice',
        'version',
      ].map(
        async (table) =>
          (
            await db.ownerPool.query(`select t::text as row from "${table}" t where org_id = $1 order by 1`, [
              team.orgId,
            ])
          ).rows,
      ),
    )
  const before = await stands()
  await db.ownerPool.query(
    `create function fail_on() returns trigger language plpgsql as $$ begin raise 'struck'; end $$;
     create trigger fail_on before update on lead for each row when (new.lead_id = '${last.leadId}') execute function fail_on()`,
  )
  const hand = {
    kind: 'handOver' as const,
    groupIds: team.groupIds,
    fromUserId: null,
    toUserId: team.ids[3]!,
    from: day(0),
    gather: true,
  }
  await expect(edit(team, hand)).rejects.toThrow('struck')
  expect(await stands()).toEqual(before)
  await db.ownerPool.query('drop trigger fail_on on lead')
  expect((await edit(team, hand)).moves.map(({ leads }) => leads)).toEqual([5, 5])
})

test('leads of a cohort are dealt again to nobody and fall back to no pool; once out of it, as any other', async () => {
  const team = await school(at)
  await publishNext(team, 'recycle', {
    rules: [
      {
        id: 'f',
        name: '',
        when: { all: [] },
        days: 1,
        remindDays: 0,
        again: 1,
        poolId: team.poolId,
        active: true,
      },
    ],
  })
  await capture(team, 2)
  const [first, second] = (await holders(team)) as [Held, Held]
  // From now on whoever is dealt a lead again is somebody in turn.
  await takeTurns(team)
  const overdue = () =>
    team.within((tx) => rows(tx, sql`update lead set due_at = ${noon(1)} where org_id = ${tx.orgId}`))
  const trails = async () =>
    (await Promise.all([first, second].map(({ leadId }) => trailOf(team, leadId)))).flat()
  await overdue()
  const [before, told] = [await holders(team), (await trails()).length]
  await recycleAll(db, team.orgId, noon(3))
  expect((await holders(team)).map(({ holderId }) => holderId)).toEqual(
    before.map(({ holderId }) => holderId),
  )
  expect(await trails()).toHaveLength(told)
  await team.within((tx) => remove(tx, [first.leadId], noon(3)))
  await recycleAll(db, team.orgId, noon(5))
  const again = await leadOf(team, first.leadId)
  expect(again.holderKind).toBe('rep')
  expect(again.holderId).not.toBe(first.holderId)
  expect((await trailOf(team, first.leadId)).at(-1)).toMatchObject({ kind: 'assigned', data: { again: 1 } })
  await recycleAll(db, team.orgId, noon(9))
  expect(await leadOf(team, first.leadId)).toMatchObject({ holderKind: 'pool', holderId: team.poolId })
  expect((await leadOf(team, second.leadId)).holderKind).toBe('rep')
})

describe('a lead put into another group', () => {
  test('leaves the one it was in, and goes to the rep of the other; a full one takes none', async () => {
    const team = await school(at, {
      groups: [
        { name: '一群', capacity: 5 },
        { name: '二群', capacity: 1 },
      ],
    })
    await capture(team, 3)
    const [a, b] = team.groupIds as [string, string]
    const ids = (await holders(team)).map(({ leadId }) => leadId) as [string, string, string]
    const doing = { by: team.admin.userId, now: new Date() }
    const put = (groupId: string, leadIds: string[]) =>
      team.within((tx) => place(tx, { groupId, leadIds }, doing))
    await expect(put(b, ids.slice(0, 2))).rejects.toMatchObject({ code: 'cohort.full' })
    expect(await put(b, [ids[0]])).toEqual({ placed: 1, moved: 1 })
    expect(await put(b, [ids[0]])).toEqual({ placed: 0, moved: 0 })
    const found = new Map((await holders(team)).map((lead) => [lead.leadId, lead]))
    expect(found.get(ids[0])).toMatchObject({ groupId: b, holderId: team.ids[1], dueAt: null })
    expect(found.get(ids[1])).toMatchObject({ groupId: a, holderId: team.ids[0] })
    expect((await team.board()).cohorts[0]!.groups.map(({ taken }) => taken)).toEqual([2, 1])
    expect((await trailOf(team, ids[0])).at(-1)).toMatchObject({
      kind: 'rostered',
      actorId: team.admin.userId,
      data: { group: '二群', from: { id: team.ids[0] }, to: { id: team.ids[1] } },
    })
    await expectSound(db, team.orgId)
  })

  test('is one that whoever does it sees', async () => {
    const team = await school(at)
    await capture(team, 1)
    const [{ leadId }] = (await holders(team)) as [Held]
    const body = { leadIds: [leadId] }
    const stranger = browser((await newMember(house, team.orgId, ['manager'])).email)
    const asked = { params: { groupId: team.groupIds[1]! }, body }
    expect((await stranger.call(contract.placeLeads, asked)).body).toMatchObject({ code: 'not_found' })
    expect((await stranger.call(contract.removeLeads, { body })).body).toMatchObject({ code: 'not_found' })
    const admin = browser((await newMember(house, team.orgId, ['admin'])).email)
    expect((await admin.call(contract.placeLeads, asked)).body).toEqual({ placed: 1, moved: 1 })
  })
})
