import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { policyBy } from '../../../test/matching.ts'
import { schoolTeam, yearsBefore } from '../../../test/profile.ts'
import { arrivingLead, expectSound, leadOf, publishNext, type Team, trailOf } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { eraseLead } from '../erase/erase.ts'
import { mergeLeads } from '../merge/merge.ts'
import { undoMerge } from '../merge/undo.ts'
import { place } from './place.ts'

const { db, org } = await testDb()

const child = (n: number, age: number | null, more: object = {}) =>
  arrivingLead(n, { ...(age === null ? {} : { custom: { birthday: yearsBefore(age) } }), ...more })
const arrived = async (team: Team, lead: object) => (await team.call([lead]))[0]?.leadId as string
const kindOf = async (team: Team, leadId: string) => (await leadOf(team, leadId)).holderKind
const placed = (team: Team) => team.within((tx) => place(tx, new Date()))

test('a lead set aside that a merge fills in comes back; undone, it is set aside again', async () => {
  const team = await schoolTeam({ db, org })
  await publishNext(team, 'match', policyBy('link', 'email'))
  const young = await arrived(team, child(1, 2))
  const fit = await arrived(team, child(2, 6))
  expect([await kindOf(team, young), await kindOf(team, fit)]).toEqual(['aside', 'rep'])
  const { mergeId } = await team.within((tx) =>
    mergeLeads(tx, team.admin, {
      leadIds: [young, fit],
      survivorId: young,
      picks: { 'custom.birthday': fit },
    }),
  )
  await placed(team)
  // It has the rep of the other and the birthday of a child of six; where it lives nobody has told.
  expect(await leadOf(team, young)).toMatchObject({ holderKind: 'rep', profileVerdict: 'unsure' })
  expect(await kindOf(team, fit)).toBe('closed')
  await expectSound(db, team.orgId)
  await team.within((tx) => undoMerge(tx, team.admin, { mergeId, restore: [], activities: {} }))
  await placed(team)
  expect(await kindOf(team, young)).toBe('aside')
  expect(await kindOf(team, fit)).toBe('rep')
  await expectSound(db, team.orgId)
})

test('leads set aside are merged into one that is, and parted again', async () => {
  const team = await schoolTeam({ db, org })
  const [a, b] = [await arrived(team, child(1, 2)), await arrived(team, child(2, 3))]
  const { mergeId } = await team.within((tx) =>
    mergeLeads(tx, team.admin, { leadIds: [a, b], survivorId: a, picks: {} }),
  )
  await placed(team)
  expect([await kindOf(team, a), await kindOf(team, b)]).toEqual(['aside', 'closed'])
  await team.within((tx) => undoMerge(tx, team.admin, { mergeId, restore: [], activities: {} }))
  expect([await kindOf(team, a), await kindOf(team, b)]).toEqual(['aside', 'aside'])
  await expectSound(db, team.orgId)
})

test('a lead set aside that comes again with what it lacked is judged anew, and a quarantined one let go is set aside', async () => {
  const team = await schoolTeam({ db, org })
  await publishNext(team, 'match', policyBy('merge', 'phone'))
  const kept = await arrived(team, child(1, 2, { title: undefined }))
  expect(await kindOf(team, kept)).toBe('quarantine')
  // Comes again with the title its gate wants: complete now, and too young
  await team.call([child(1, null)])
  await placed(team)
  expect(await kindOf(team, kept)).toBe('aside')
  const unsure = await arrived(team, child(3, null))
  expect(await leadOf(team, unsure)).toMatchObject({ holderKind: 'rep', profileVerdict: 'unsure' })
  await team.call([child(3, 2)])
  await placed(team)
  // Filled in by an arrival; the rep has it and is told, it is not taken.
  expect(await leadOf(team, unsure)).toMatchObject({ holderKind: 'rep', profileVerdict: 'unfit' })
  await expectSound(db, team.orgId)
})

test('of who was erased no verdict is acted on any more', async () => {
  const team = await schoolTeam({ db, org })
  const leadId = await arrived(team, child(1, 2))
  await team.within((tx) => eraseLead(tx, team.admin, leadId))
  expect(await leadOf(team, leadId)).toMatchObject({ holderKind: 'closed', closedAs: 'erased' })
  expect(await placed(team)).toBe(0)
  const told = JSON.stringify((await trailOf(team, leadId)).map(({ data }) => data))
  expect(told).not.toContain('4 岁')
  const [row] = await team.within((tx) =>
    rows(
      tx,
      sql<{
        reasons: unknown
        due: unknown
      }>`select profile_reasons as reasons, profile_changes_at as due from lead
        where org_id = ${tx.orgId} and lead_id = ${leadId}`,
    ),
  )
  expect(row).toEqual({ reasons: null, due: null })
})
