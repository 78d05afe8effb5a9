import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { wholeGraph } from '../../../test/graph.ts'
import { policyBy } from '../../../test/matching.ts'
import {
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  type Team,
  trailOf,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { personsOf } from '../../lead/family.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as followup from '../../rooms/followup/service.ts'
import { readPage } from '../../views/page.ts'
import { amend } from '../amend.ts'
import { mergeLeads } from './merge.ts'
import { previewMerge, previewUndo } from './preview.ts'
import { undoMerge } from './undo.ts'

const { db, org } = await testDb()

/** A team of two reps, who got these leads in turn. */
async function dealt(leads: readonly object[]) {
  const team = await newTeam({ db, org }, { reps: 2 })
  await publishNext(team, 'match', policyBy('link', 'phone', 'email'))
  const ids: string[] = []
  for (const [n, lead] of leads.entries()) {
    const strategy = { kind: 'rep' as const, userId: team.reps[n % 2]!.userId }
    const rule = { id: 'r1', name: '', when: { all: [] }, active: true, strategy }
    await publishNext(team, 'assign', { rules: [rule], fallbackPoolId: team.poolId })
    const [answer] = await team.call([arrivingLead(n, lead)])
    ids.push(answer?.leadId as string)
  }
  return { team, ids: ids as [string, string, string] }
}

const merge = (
  team: Team,
  leadIds: readonly string[],
  survivorId = leadIds[0],
  by: UserCaller = team.admin,
) => team.within((tx) => mergeLeads(tx, by, { leadIds, survivorId, picks: {} }))
const undo = (
  team: Team,
  mergeId: string,
  more: { restore?: string[]; activities?: Record<string, string> } = {},
) => team.within((tx) => undoMerge(tx, team.admin, { mergeId, restore: [], activities: {}, ...more }))
const edit = async (team: Team, leadId: string, patch: object) => {
  const { version } = await leadOf(team, leadId)
  return team.within((tx) => amend(tx, team.admin, { leadId, version, patch, lang: 'zh' }))
}
const call = (team: Team, leadId: string, activityId = uuidv7()) =>
  team.within((tx) =>
    followup.log(tx, team.admin, {
      now: new Date(),
      leadId,
      activityId,
      kind: 'call',
      outcome: 'met',
      note: null,
    }),
  )
const pageOf = (team: Team, leadId: string) =>
  team.within((tx) => readPage(tx, team.admin, { leadId, lang: 'zh', now: new Date() }))
const noticesOf = (team: Team) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{ userId: string; kind: string; leadId: string }>`select user_id, kind, lead_id from notice
        where org_id = ${tx.orgId} and kind like 'lead.merge%' order by notice_id`,
    ),
  )

test('the survivor has what is best of all; the others close, point at it and are told of', async () => {
  const { team, ids } = await dealt([
    { company: '仁科互动', email: 'a@qq.com', tags: ['展会'] },
    { company: '北京仁科互动网络技术有限公司', email: null, wechat: 'wx_one', tags: ['急'] },
  ])
  const [first, second] = ids
  await call(team, second)
  const { mergeId } = await merge(team, ids)
  const [survivor, other] = [await leadOf(team, first), await leadOf(team, second)]
  expect(survivor).toMatchObject({
    company: '北京仁科互动网络技术有限公司',
    email: 'a@qq.com',
    wechat: 'wx_one',
  })
  expect(survivor).toMatchObject({ tags: ['展会', '急'], stage: 'contacted', holderId: team.reps[0]?.userId })
  expect(survivor.lastFollowupAt).toEqual(other.lastFollowupAt)
  expect(other).toMatchObject({ holderKind: 'closed', closedAs: 'merged', mergedInto: first })
  const page = await pageOf(team, first)
  expect(page.merges).toMatchObject([{ mergeId, leadIds: [second] }])
  expect(page.activities).toHaveLength(1)
  expect(page.collaborators.map(({ id }) => id)).toEqual([team.reps[1]?.userId])
  const told = page.trail.map(({ kind, of }) => [kind, of ?? null])
  expect(told.filter(([, of]) => of === second).map(([kind]) => kind)).toEqual([
    'captured',
    'assigned',
    'followed_up',
    'merged_into',
  ])
  const last = page.trail.find(({ kind }) => kind === 'merged')
  expect(last?.changes).toContainEqual({ field: 'wechat', before: null, after: 'wx_one' })
  expect(await noticesOf(team)).toEqual([
    { userId: team.reps[0]?.userId, kind: 'lead.merged', leadId: first },
    { userId: team.reps[1]?.userId, kind: 'lead.merged_into', leadId: first },
  ])
  expect((await pageOf(team, second)).mergedInto).toBe(first)
})

test('personal values of a merge stand nowhere in the open', async () => {
  const { team, ids } = await dealt([{ name: '独孤求败' }, { name: '独孤求', email: 'secret@qq.com' }])
  await merge(team, ids)
  for (const table of ['merge', 'merge_lead', 'lead_event']) {
    const { rows: found } = await db.ownerPool.query<{ text: string }>(
      `select string_agg(t::text, '') as text from ${table} t where org_id = $1`,
      [team.orgId],
    )
    expect(found[0]?.text).not.toMatch(/独孤|secret@qq|1381000000/)
  }
})

test('whoever comes again by what was another’s, phone or external id, is the survivor', async () => {
  const { team, ids } = await dealt([{}, { externalId: 'x-1' }])
  const [first] = ids
  await publishNext(team, 'match', policyBy('merge', 'phone'))
  await merge(team, ids)
  const [again, delivered] = await team.call([
    arrivingLead(1),
    arrivingLead(9, { externalId: 'x-1', touch: { utm_term: 'crm' } }),
  ])
  expect([again?.status, again?.leadId]).toEqual(['merged', first])
  expect([delivered?.status, delivered?.leadId]).toEqual(['duplicate', first])
})

test('the same merge again answers with the one that was made', async () => {
  const { team, ids } = await dealt([{}, {}])
  const made = await merge(team, ids)
  const before = await wholeGraph(db, team.orgId)
  expect(await merge(team, ids.toReversed(), ids[0])).toEqual({ mergeId: made.mergeId, repeated: true })
  expect(await wholeGraph(db, team.orgId)).toEqual(before)
  await expect(merge(team, ids, ids[1])).rejects.toMatchObject({ code: 'lead.merged' })
})

test('nothing is done with a merged lead until the merge is undone', async () => {
  const { team, ids } = await dealt([{}, {}])
  await merge(team, ids)
  const { version } = await leadOf(team, ids[1])
  await expect(edit(team, ids[1], { title: '经理' })).rejects.toMatchObject({ code: 'lead.merged' })
  await expect(call(team, ids[1])).rejects.toMatchObject({ code: 'lead.merged' })
  const reopen = team.within((tx) =>
    followup.setStage(tx, team.admin, { now: new Date(), leadId: ids[1], version, stage: 'contacted' }),
  )
  await expect(reopen).rejects.toMatchObject({ code: 'lead.merged' })
  const can = (await pageOf(team, ids[1])).can
  expect(['edit', 'log', 'stage', 'merge'].map((verb) => can[verb])).toEqual(
    Array.from({ length: 4 }, () => expect.objectContaining({ code: 'lead.merged' }) as unknown),
  )
})

test('a rep merges what they hold, a stranger nothing', async () => {
  const { team, ids } = await dealt([{}, {}, {}])
  const [a, b] = team.reps as [UserCaller, UserCaller]
  await expect(merge(team, [ids[0], ids[1]], ids[0], a)).rejects.toMatchObject({ code: 'not_found' })
  await team.within((tx) =>
    rows(
      tx,
      sql`insert into lead_collaborator (org_id, lead_id, user_id) values (${tx.orgId}, ${ids[1]}, ${a.userId})`,
    ),
  )
  await expect(merge(team, [ids[0], ids[1]], ids[0], a)).rejects.toMatchObject({ code: 'lead.not_yours' })
  expect(await merge(team, [ids[0], ids[2]], ids[0], a)).toMatchObject({ repeated: false })
  await expect(merge(team, [ids[0], ids[2]], ids[0], b)).rejects.toMatchObject({ code: 'not_found' })
})

test('a lead that changed since it was seen is not merged', async () => {
  const { team, ids } = await dealt([{}, {}])
  const { version } = await leadOf(team, ids[1])
  await edit(team, ids[1], { title: '经理' })
  const wish = { leadIds: ids, picks: {}, versions: { [ids[1]]: version } }
  await expect(team.within((tx) => mergeLeads(tx, team.admin, wish))).rejects.toMatchObject({
    code: 'version.stale',
  })
})

test('a preview is what the merge then makes, and leaves no trace', async () => {
  const { team, ids } = await dealt([{ company: '仁科' }, { company: '仁科互动', title: '经理' }, {}])
  const before = await wholeGraph(db, team.orgId)
  const asked = { leadIds: ids, picks: { title: ids[1] }, lang: 'zh' as const }
  const preview = await team.within((tx) => previewMerge(tx, team.admin, asked))
  expect(await wholeGraph(db, team.orgId)).toEqual(before)
  expect(preview.fields.find(({ field }) => field === 'title')).toMatchObject({
    value: '经理',
    because: 'picked',
  })
  await team.within((tx) => mergeLeads(tx, team.admin, asked))
  const made = await leadOf(team, preview.survivorId)
  const given = preview.fields.filter(({ field, because }) => field in made && because !== 'none')
  for (const { field, value } of given)
    expect([field, made[field as keyof typeof made]]).toEqual([field, value])
  expect(made).toMatchObject({ tags: preview.tags, ...preview.score })
})

test('what was edited since is a conflict, kept unless it is given up; what was logged since stays or goes along', async () => {
  const { team, ids } = await dealt([
    { title: '经理', company: '仁科' },
    { title: '总监', company: '仁科互动' },
  ])
  const [first, second] = ids
  const { mergeId } = await merge(team, ids)
  await edit(team, first, { title: '总裁', need: '想了解报价' })
  const activityId = uuidv7()
  await call(team, first, activityId)
  const seen = await team.within((tx) => previewUndo(tx, team.admin, { mergeId, lang: 'zh' }))
  expect(seen.conflicts).toEqual([{ field: 'title', merged: '总监', now: '总裁', wouldBe: '经理' }])
  expect(seen.activities.map((each) => each.activityId)).toEqual([activityId])
  expect(seen.holders).toMatchObject([{ leadId: second, asBefore: true, holder: { name: '销售1' } }])
  await undo(team, mergeId, { activities: { [activityId]: second } })
  expect(await leadOf(team, first)).toMatchObject({
    title: '总裁',
    company: '仁科',
    need: '想了解报价',
    lastFollowupAt: null,
  })
  expect((await leadOf(team, second)).lastFollowupAt).not.toBeNull()
  const again = await merge(team, ids)
  await edit(team, first, { company: '别名' })
  await undo(team, again.mergeId, { restore: ['company'] })
  expect(await leadOf(team, first)).toMatchObject({ company: '仁科' })
})

test('undone once is undone', async () => {
  const { team, ids } = await dealt([{}, {}])
  const { mergeId } = await merge(team, ids)
  await undo(team, mergeId)
  const before = await wholeGraph(db, team.orgId)
  await undo(team, mergeId)
  expect(await wholeGraph(db, team.orgId)).toEqual(before)
  expect((await trailOf(team, ids[1])).map(({ kind }) => kind).slice(-2)).toEqual([
    'merged_into',
    'merge_undone',
  ])
  await expectSound(db, team.orgId)
})

test('a merge that another builds on says which to undo first', async () => {
  const { team, ids } = await dealt([{}, {}, {}])
  const [a, b, c] = ids
  const before = await wholeGraph(db, team.orgId)
  const one = await merge(team, [a, b])
  const two = await merge(team, [c, a])
  expect(await leadOf(team, b)).toMatchObject({ mergedInto: c })
  expect(await team.within((tx) => personsOf(tx, b))).toHaveLength(3)
  // The survivor of the first has gone into another: whoever asks is told what to undo first, not that it is gone.
  await expect(undo(team, one.mergeId)).rejects.toMatchObject({
    code: 'merge.undo_first',
    params: { by: '管理员' },
  })
  await undo(team, two.mergeId)
  expect(await leadOf(team, b)).toMatchObject({ mergedInto: a })
  await undo(team, one.mergeId)
  expect(await wholeGraph(db, team.orgId)).toEqual(before)
})

test('who has left gets nothing back: the lead goes to its pool', async () => {
  const { team, ids } = await dealt([{}, {}])
  const { mergeId } = await merge(team, ids)
  await team.within((tx) =>
    rows(
      tx,
      sql`update member set status = 'left' where org_id = ${tx.orgId} and user_id = ${team.reps[1]?.userId}`,
    ),
  )
  await undo(team, mergeId)
  expect(await leadOf(team, ids[1])).toMatchObject({
    holderKind: 'pool',
    holderId: team.poolId,
    closedAs: null,
  })
})

test('a deadline that passed while the lead was merged begins anew', async () => {
  const { team, ids } = await dealt([{}, {}])
  const past = new Date(Date.now() - 1000)
  await team.within((tx) =>
    rows(tx, sql`update lead set due_at = ${past} where org_id = ${tx.orgId} and lead_id = ${ids[1]}`),
  )
  const { mergeId } = await merge(team, ids)
  await undo(team, mergeId)
  expect(+((await leadOf(team, ids[1])).dueAt ?? 0)).toBeGreaterThan(Date.now() + 29 * 86_400_000)
})

test('who is erased does not come back by an undo', async () => {
  const { team, ids } = await dealt([{}, {}])
  const { mergeId } = await merge(team, ids)
  const { personId } = await leadOf(team, ids[1])
  await db.ownerPool.query('delete from person_key where person_id = $1', [personId])
  await expect(undo(team, mergeId)).rejects.toMatchObject({ code: 'merge.erased' })
})
