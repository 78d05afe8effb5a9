import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { plainCard, type ScorePolicy } from '../../../../contract/scorecard.ts'
import { testDb } from '../../../../test/database.ts'
import { arrive, leadOf, newTeam, publishNext, takeTurns, type Team, trailOf } from '../../../../test/team.ts'
import { inTransaction, rows, type Tx } from '../../../db/db.ts'
import type { UserCaller } from '../../../people/caller.ts'
import { keepOverriders } from '../../../rooms/score/store/overrides.ts'
import { readFeedbackList } from '../../../views/feedback.ts'
import { readPage } from '../../../views/page.ts'
import { amend } from '../../amend.ts'
import { eraseLead } from '../../erase/erase.ts'
import { mergeLeads } from '../../merge/merge.ts'
import { undoMerge } from '../../merge/undo.ts'
import { rescoreAll, sweep } from '../anew.ts'
import { override, takeBack } from './override.ts'
import { feedbackOf } from './read.ts'
import { remark, tellAnswered, withdrawRemark } from './remark.ts'
import { feedbackTold } from './tried.ts'

const { db, org } = await testDb()
const DAY = 86_400_000

const steps = [
  { grade: 'A', from: 60 },
  { grade: 'B', from: 30 },
]
const card = (points: number, extra = 0): ScorePolicy =>
  plainCard(
    [
      { id: 'title', label: '总监', when: { field: 'title', op: 'is', value: '采购总监' }, points },
      { id: 'region', label: '有地区', when: { field: 'region', op: 'in', value: ['31'] }, points: extra },
    ],
    steps,
  )

async function begin() {
  const team = await newTeam({ db, org }, { reps: 2 })
  await takeTurns(team)
  await publishNext(team, 'score', card(40, 5))
  const [leadId = ''] = await arrive(team, 1)
  const { holderId } = await leadOf(team, leadId)
  const rep = team.reps.find(({ userId }) => userId === holderId) as UserCaller
  const other = team.reps.find(({ userId }) => userId !== holderId) as UserCaller
  return { team, leadId, rep, other }
}
const wish = (more: object = {}) => ({
  to: { grade: 'A' },
  reason: 'hotter' as const,
  note: null,
  until: null,
  was: null,
  ...more,
})
const said = (more: object = {}) => ({
  direction: 'high' as const,
  reason: 'noBudget' as const,
  note: null,
  misled: ['title'],
  ...more,
})
const set = (team: Team, by: UserCaller, asked: { leadId: string } & ReturnType<typeof wish>) =>
  team.within((tx) => override(tx, by, asked))
const feedback = (team: Team, by: UserCaller, leadId: string) =>
  team.within((tx) => feedbackOf(tx, by, { leadId, lang: 'zh', now: new Date() }))
const scoreAll = ({ orgId }: Team) => rescoreAll({ db, orgId, signal: new AbortController().signal })
const scoreOf = async (team: Team, leadId: string) => {
  const { score, grade, ...lead } = await leadOf(team, leadId)
  const terms = (lead as unknown as { scoreTerms: { id: string; points: number }[] }).scoreTerms
  expect(terms.reduce((all, { points }) => all + points, 0)).toBe(score)
  return { score, grade, byHand: terms.some(({ id }) => id.startsWith('override:')) }
}

test('a grade by hand is there in the row, on the page, after rescoring and after an edit; taken back, all is as it was', async () => {
  const { team, leadId, rep } = await begin()
  expect(await scoreOf(team, leadId)).toEqual({ score: 40, grade: 'B', byHand: false })
  const before = await leadOf(team, leadId)
  const { overrideId } = await set(team, rep, { leadId, ...wish({ note: '客户下周签' }) })
  const put = { score: 60, grade: 'A', byHand: true }
  expect(await scoreOf(team, leadId)).toEqual(put)
  // It keeps whoever holds it
  expect(await leadOf(team, leadId)).toMatchObject({ holderId: rep.userId })
  const page = () => team.within((tx) => readPage(tx, rep, { leadId, lang: 'zh', now: new Date() }))
  expect(await page()).toMatchObject({ score: 60, grade: 'A' })
  expect((await page()).trail.at(-1)).toMatchObject({
    kind: 'score_overridden',
    data: { put: { grade: 'A' }, said: '客户下周签' },
  })
  expect(JSON.stringify((await trailOf(team, leadId)).at(-1)?.data)).not.toContain('下周')
  const { version } = await leadOf(team, leadId)
  await team.within((tx) => amend(tx, rep, { leadId, version, lang: 'zh', patch: { region: '310000' } }))
  expect(await scoreOf(team, leadId)).toEqual(put)
  await publishNext(team, 'score', card(10, 5))
  await scoreAll(team)
  expect(await scoreOf(team, leadId)).toEqual(put)
  await publishNext(team, 'score', card(40, 5))
  await scoreAll(team)
  expect(await feedback(team, rep, leadId)).toMatchObject({
    override: { overrideId, note: '客户下周签', by: { id: rep.userId } },
    grades: ['A', 'B', ''],
    may: { override: true, remark: true },
  })
  expect(await team.within((tx) => takeBack(tx, rep, { leadId, overrideId }))).toEqual({
    score: 45,
    grade: 'B',
  })
  expect(await scoreOf(team, leadId)).toEqual({ score: 45, grade: 'B', byHand: false })
  expect(await leadOf(team, leadId)).toMatchObject({ scoreOverride: null, holderId: before.holderId })
  expect(await feedback(team, rep, leadId)).toMatchObject({ override: null, overrides: [{ overrideId }] })
})

test('one that ends by itself is swept away in time', async () => {
  const { team, leadId, rep } = await begin()
  const until = new Date(Date.now() + DAY)
  await set(team, rep, { leadId, ...wish({ until }) })
  const at = (after: number) => team.within((tx) => sweep(tx, new Date(Date.now() + after)))
  expect(await at(0)).toBe(0)
  expect(await at(DAY + 1000)).toBe(1)
  expect(await scoreOf(team, leadId)).toEqual({ score: 40, grade: 'B', byHand: false })
})

test('of two who set it at once one wins, and the other is told who', async () => {
  const { team, leadId, rep } = await begin()
  const both = await Promise.allSettled([
    set(team, rep, { leadId, ...wish() }),
    set(team, team.admin, { leadId, ...wish({ to: { grade: '' } }) }),
  ])
  const [won] = both.filter(({ status }) => status === 'fulfilled')
  const [lost] = both.filter((each) => each.status === 'rejected')
  const winner = both.indexOf(won!) === 0 ? rep : team.admin
  expect(lost?.reason).toMatchObject({ code: 'override.stale', params: { by: winner.name } })
  expect(await feedback(team, rep, leadId)).toMatchObject({ override: { by: { id: winner.userId } } })
})

test('who may, and where to', async () => {
  const { team, leadId, rep, other } = await begin()
  const refused = (by: UserCaller, told: object, more: object = {}) =>
    expect(set(team, by, { leadId, ...wish(more) })).rejects.toMatchObject(told)
  await refused(other, { code: 'not_found' })
  await refused(rep, { code: 'override.no_grade', params: { known: 'A B' } }, { to: { grade: 'S' } })
  await refused(rep, { code: 'override.over' }, { until: new Date(0) })
  await team.within((tx) => keepOverriders(tx, 'managers'))
  await refused(rep, { code: 'override.managers' })
  expect((await feedback(team, rep, leadId)).may).toMatchObject({
    remark: true,
    override: { code: 'override.managers' },
  })
  await expect(set(team, team.admin, { leadId, ...wish({ to: { score: 77 } }) })).resolves.toMatchObject({
    score: 77,
    grade: 'A',
  })
})

test('one open remark a person and lead: said again it changes, withdrawn it is gone, a new version answers it', async () => {
  const { team, leadId, rep } = await begin()
  const say = (more: object = {}, by = rep) => team.within((tx) => remark(tx, by, { leadId, ...said(more) }))
  const first = await say({ note: '预算明年才有' })
  expect(await say({ direction: 'low', reason: 'hotter' })).toEqual(first)
  await say({}, team.admin)
  const { remarks } = await feedback(team, rep, leadId)
  expect(remarks).toHaveLength(2)
  expect(remarks.find(({ by }) => by.id === rep.userId)).toMatchObject({
    direction: 'low',
    reason: 'hotter',
    note: null,
    score: 40,
    grade: 'B',
    version: 2,
    answeredVersion: null,
  })
  await team.within((tx) => withdrawRemark(tx, team.admin, leadId))
  await expect(team.within((tx) => withdrawRemark(tx, team.admin, leadId))).rejects.toMatchObject({
    code: 'feedback.gone',
  })
  await publishNext(team, 'score', card(20))
  await scoreAll(team)
  expect((await feedback(team, rep, leadId)).remarks).toMatchObject([{ answeredVersion: 3 }])
  // Open again, for what is so now
  expect(await say()).not.toEqual(first)
  const told = () => team.within((tx) => tellAnswered(tx, 3, new Date()))
  expect(await told()).toEqual({ remarks: 1, people: 1 })
  expect(await told()).toEqual({ remarks: 1, people: 0 })
  await expect(team.within((tx) => tellAnswered(tx, 9, new Date()))).rejects.toMatchObject({
    code: 'not_found',
  })
  const notices = await team.within((tx) =>
    rows(
      tx,
      sql`select kind, data, user_id from notice where org_id = ${tx.orgId} and kind = 'score.answered'`,
    ),
  )
  expect(notices).toEqual([
    { kind: 'score.answered', data: { version: 3, remarks: 1, yours: 1 }, userId: rep.userId },
  ])
  expect((await trailOf(team, leadId)).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['score_remarked', 'score_remark_withdrawn']),
  )
})

test('a hundred remarks of one person at once are one', async () => {
  const { team, leadId, rep } = await begin()
  await Promise.all(
    Array.from({ length: 20 }, () => team.within((tx) => remark(tx, rep, { leadId, ...said() }))),
  )
  expect((await feedback(team, rep, leadId)).remarks).toHaveLength(1)
})

test('a draft is tried on the leads that were called wrong, without what was set by hand', async () => {
  const { team, leadId, rep } = await begin()
  const [second = ''] = await arrive(team, 1, 50)
  await team.within((tx) => remark(tx, rep, { leadId, ...said() }))
  await team.within((tx) =>
    remark(tx, team.admin, { leadId: second, ...said({ direction: 'low', misled: [] }) }),
  )
  await set(team, rep, { leadId, ...wish() })
  const tried = (draft: ScorePolicy) => team.within((tx) => feedbackTold(tx, draft, new Date()))
  const none = { right: 0, wrong: 0, same: 0 }
  expect(await tried(card(20))).toEqual({
    remarks: 2,
    high: { ...none, right: 1 },
    low: { ...none, wrong: 1 },
  })
  expect(await tried(card(40, 9))).toEqual({
    remarks: 2,
    high: { ...none, same: 1 },
    low: { ...none, same: 1 },
  })
  const listed = await team.within((tx) =>
    readFeedbackList(tx, team.admin, { query: { state: 'open' }, now: new Date() }),
  )
  expect(listed).toMatchObject({
    total: 2,
    criteria: [{ id: 'title', high: 1, low: 0 }],
    versions: [{ version: 2, high: 1, low: 1 }],
  })
  expect(listed.reasons).toEqual([{ reason: 'noBudget', high: 1, low: 1 }])
})

test('merged, remarks are told of the survivor; parted, each has its own grade again; erased, no word is left', async () => {
  const { team, leadId, rep } = await begin()
  const [second = ''] = await arrive(team, 1, 90)
  const { admin } = team
  await team.within((tx) => remark(tx, rep, { leadId, ...said({ note: '王五没有预算' }) }))
  await set(team, admin, { leadId: second, ...wish({ note: '王五很急' }) })
  const { mergeId } = await team.within((tx) =>
    mergeLeads(tx, admin, { leadIds: [leadId, second], survivorId: second, picks: {} }),
  )
  const merged = await feedback(team, admin, second)
  expect(merged.remarks).toMatchObject([{ leadId, note: '王五没有预算' }])
  expect(await scoreOf(team, second)).toMatchObject({ grade: 'A' })
  const { overrideId } = merged.override!
  await team.within((tx) => takeBack(tx, admin, { leadId: second, overrideId }))
  await team.within((tx) => undoMerge(tx, admin, { mergeId, restore: [], activities: {} }))
  // Taken back while it was merged: it stays so
  expect(await scoreOf(team, second)).toEqual({ score: 40, grade: 'B', byHand: false })
  expect((await feedback(team, admin, leadId)).remarks).toHaveLength(1)
  await team.within((tx) => eraseLead(tx, admin, leadId))
  await team.within((tx) => eraseLead(tx, admin, second))
  const left = await inTransaction(db, team.orgId, (tx: Tx) =>
    rows(
      tx,
      sql`select note from score_feedback where org_id = ${tx.orgId} and note is not null
      union all select note from score_override where org_id = ${tx.orgId} and note is not null`,
    ),
  )
  expect(left).toEqual([])
})
