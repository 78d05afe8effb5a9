import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { plainCard, type ScorePolicy } from '../../../contract/scorecard.ts'
import { catchAll, event, prices, scoringTeam, send } from '../../../test/behaviour.ts'
import { testDb } from '../../../test/database.ts'
import {
  arrive,
  arrivingLead,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { Caller } from '../../people/caller.ts'
import { log } from '../../rooms/followup/service.ts'
import { leadAt } from '../../rooms/score/decide/past/life.ts'
import { amend } from '../amend.ts'
import { join } from '../behaviour/join.ts'
import { moveStage } from '../convert.ts'
import { eraseLead } from '../erase/erase.ts'
import { mergeLeads } from '../merge/merge.ts'
import { rescoreAll, sweep } from '../score/anew.ts'
import { override, takeBack } from '../score/feedback/override.ts'
import { scoreHistory } from './history.ts'
import { readLived } from './life.ts'
import { scoreAt } from './score.ts'

const testing = await testDb()
const { signal } = new AbortController()

const DAY = 86_400_000

type More = Partial<Parameters<typeof scoreAt>[2]> & { by?: Caller }
const past = (team: Team, leadId: string, { by, ...more }: More = {}) =>
  team.within((tx) =>
    scoreAt(tx, by ?? team.admin, { leadId, events: 'known', lang: 'zh', now: new Date(), ...more }),
  )
const history = (team: Team, leadId: string, more: Partial<Parameters<typeof scoreHistory>[2]> = {}) =>
  team.within((tx) =>
    scoreHistory(tx, team.admin, { leadId, events: 'known', lang: 'zh', now: new Date(), ...more }),
  )
const edit = async (team: Team, leadId: string, patch: object) => {
  const { version } = await leadOf(team, leadId)
  await team.within((tx) => amend(tx, team.admin, { leadId, version, patch, lang: 'zh' }))
}
/** A moment behind all that was done so far, and before all that is done next. */
async function passed(): Promise<Date> {
  const at = new Date()
  while (Date.now() <= Number(at)) await new Promise((resolve) => setTimeout(resolve, 2))
  return at
}
const titled = (points: number): ScorePolicy => ({
  cards: [
    {
      id: 'main',
      name: '职位卡',
      groups: [
        {
          id: 'g',
          label: '职位',
          kind: 'fit',
          criteria: [
            {
              id: 't',
              kind: 'fact',
              label: '总监',
              when: { field: 'title', op: 'contains', value: '总监' },
              points,
            },
            {
              id: 'spend',
              kind: 'fact',
              label: '消费过',
              when: { field: 'customerSpend', op: 'at_least', value: 1 },
              points: 5,
            },
          ],
        },
      ],
      grading: {
        kind: 'scale',
        steps: [
          { grade: 'A', from: 20 },
          { grade: 'B', from: 0 },
        ],
      },
    },
  ],
})

test('a past score says when, by which version and card, why, and what nobody knows', async () => {
  const team = await newTeam(testing)
  await publishNext(team, 'score', titled(20))
  const [leadId = ''] = await arrive(team, 1)
  const first = await passed()
  await edit(team, leadId, { title: '助理' })
  const second = await passed()
  await publishNext(team, 'score', titled(30))
  await edit(team, leadId, { title: '采购总监' })
  expect(await past(team, leadId, { at: first })).toEqual({
    at: first,
    version: 2,
    card: '职位卡',
    score: 20,
    grade: 'A',
    terms: [{ id: 't', label: '总监', points: 20 }],
    reason: 'A 级 20 分：总监 +20',
    unknown: [],
  })
  expect(await past(team, leadId, { at: second })).toMatchObject({ version: 2, score: 0, grade: 'B' })
  expect(await past(team, leadId)).toMatchObject({ version: 3, score: 30 })
  expect(await past(team, leadId, { at: first, version: 3 })).toMatchObject({ version: 3, score: 30 })
  expect(await past(team, leadId, { version: 1 })).toMatchObject({ version: 1, score: 0, grade: '' })
  await expect(past(team, leadId, { version: 9 })).rejects.toMatchObject({ code: 'score.version_unknown' })
  await expect(past(team, leadId, { at: new Date(Date.now() + DAY) })).rejects.toMatchObject({
    code: 'score.too_late',
  })
  await expect(past(team, leadId, { at: new Date(Number(first) - DAY) })).rejects.toMatchObject({
    code: 'score.too_early',
  })
})

test('a grade that was set by hand stands in the past for as long as it held', async () => {
  const team = await newTeam(testing)
  await publishNext(team, 'score', titled(20))
  const [leadId = ''] = await arrive(team, 1)
  const before = await passed()
  const wish = { leadId, to: { grade: 'B' }, reason: 'noBudget' as const, note: null, until: null }
  const { overrideId } = await team.within((tx) => override(tx, team.admin, { ...wish, was: null }))
  const during = await passed()
  await team.within((tx) => takeBack(tx, team.admin, { leadId, overrideId }))
  const after = await passed()
  const grades = await Promise.all([before, during, after].map((at) => past(team, leadId, { at })))
  expect(grades.map(({ score, grade }) => [score, grade])).toEqual([
    [20, 'A'],
    [19, 'B'],
    [20, 'A'],
  ])
  const { steps, events } = await history(team, leadId)
  expect(steps.map(({ grade }) => grade)).toEqual(['A', 'B', 'A'])
  expect(steps[1]?.says).toBe('手动调整：管理员手动调整 −1')
  expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['overridden', 'takenBack']))
})

test('who does not see the lead sees no past of it', async () => {
  const team = await newTeam(testing, { reps: 2 })
  await takeTurns(team)
  const [leadId = ''] = await arrive(team, 1)
  const { holderId } = await leadOf(team, leadId)
  const [his, other] = [
    team.reps.find(({ userId }) => userId === holderId),
    team.reps.find(({ userId }) => userId !== holderId),
  ]
  expect(await past(team, leadId, { by: his as Caller })).toMatchObject({ score: 0 })
  await expect(past(team, leadId, { by: other as Caller })).rejects.toMatchObject({ code: 'not_found' })
  const stranger = await newTeam(testing)
  await expect(past(stranger, leadId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(history(stranger, leadId)).rejects.toMatchObject({ code: 'not_found' })
})

test('what a browser did counts from when it was known to be the lead’s, or asked so, from when it happened', async () => {
  const team = await scoringTeam(testing)
  const [leadId = ''] = await arrive(team, 1)
  const visitorId = uuidv7()
  await passed()
  await send(team, [event({ visitorId, kind: 'download' }), event({ visitorId, userAgent: 'curl/8' })])
  const between = await passed()
  await team.within((tx) => join(tx, { visitorId, leadId, by: 'link' }, new Date()))
  await passed()
  expect(await past(team, leadId, { at: between })).toMatchObject({ score: 0 })
  expect(await past(team, leadId, { at: between, events: 'happened' })).toMatchObject({ score: 30 })
  expect(await past(team, leadId)).toMatchObject({ score: 30 })
  const { steps } = await history(team, leadId)
  expect(steps.map(({ score, says }) => [score, says])).toEqual([
    [0, '到达：分数不变'],
    [30, '下载资料：下载 +30'],
  ])
})

test('what was done in the browser that an arrival brings counts for its first score', async () => {
  const team = await scoringTeam(testing)
  const visitorId = uuidv7()
  await send(team, [event({ visitorId, kind: 'download' })])
  await passed()
  const [answer] = await team.call([arrivingLead(1, { visitorId })])
  const leadId = answer?.leadId as string
  const first = await passed()
  await team.within((tx) => join(tx, { visitorId, leadId, by: 'api' }, new Date()))
  expect(await leadOf(team, leadId)).toMatchObject({ score: 30 })
  expect(await past(team, leadId, { at: first })).toMatchObject({ score: 30 })
  expect((await history(team, leadId)).steps.map(({ score }) => score)).toEqual([30])
})

test('what merged leads did counts from the merge on; of an erased lead what is gone is said to be unknown', async () => {
  const team = await scoringTeam(testing)
  await publishNext(team, 'score', {
    cards: [...titled(7).cards, ...prices().cards.map((card) => ({ ...card, id: 'x' }))],
  })
  await publishNext(team, 'score', prices())
  const [survivorId = '', loserId = ''] = await arrive(team, 2)
  await send(team, [event({ leadId: loserId, kind: 'download' })])
  const call = { leadId: loserId, activityId: uuidv7(), kind: 'call' as const }
  await team.within((tx) => log(tx, team.admin, { ...call, now: new Date() }))
  const before = await passed()
  await team.within((tx) =>
    mergeLeads(tx, team.admin, { leadIds: [survivorId, loserId], survivorId, picks: {} }),
  )
  await catchAll(team)
  await passed()
  expect(await past(team, survivorId, { at: before })).toMatchObject({ score: 0 })
  expect(await past(team, survivorId)).toMatchObject({ score: 30 })
  expect((await leadOf(team, survivorId)).score).toBe(30)
  const { life } = await team.within((tx) =>
    readLived(tx, team.admin, { leadId: survivorId, now: new Date() }),
  )
  expect(leadAt(life, before).facts['lastFollowupAt']).toBeNull()
  expect(leadAt(life, new Date()).facts['lastFollowupAt']).toBeInstanceOf(Date)
  expect(await past(team, loserId)).toMatchObject({ score: 30 })
  await team.within((tx) => eraseLead(tx, team.admin, survivorId))
  await publishNext(team, 'score', titled(20))
  expect(await past(team, survivorId, { version: 5 })).toMatchObject({
    unknown: expect.arrayContaining(['title']),
  })
})

test('a closed lead keeps the score it was closed with, whatever is published or happens since', async () => {
  const team = await newTeam(testing, { reps: 1 })
  await takeTurns(team)
  const holds = plainCard(
    [{ id: 'h', label: '有人跟', when: { field: 'holderKind', op: 'is', value: 'rep' }, points: 10 }],
    [],
  )
  await publishNext(team, 'score', holds)
  const [leadId = ''] = await arrive(team, 1)
  await team.within((tx) => sweep(tx, new Date()))
  await passed()
  const { version } = await leadOf(team, leadId)
  await team.within((tx) =>
    moveStage(tx, team.admin, { leadId, version, stage: 'lost', reason: '预算', now: new Date() }),
  )
  await passed()
  await publishNext(team, 'score', titled(30))
  await rescoreAll({ db: testing.db, orgId: team.orgId, signal })
  expect(await leadOf(team, leadId)).toMatchObject({ score: 10, scoreVersion: 2 })
  expect(await past(team, leadId)).toMatchObject({ score: 10, version: 2 })
  expect((await history(team, leadId)).steps.at(-1)).toMatchObject({ score: 10, version: 2 })
})

test('an old scorecard published again gives each lead exactly the score it had by it', async () => {
  const team = await scoringTeam(testing)
  const leadIds = await arrive(team, 6)
  const scored = async () => {
    await rescoreAll({ db: testing.db, orgId: team.orgId, signal, most: 4 })
    await catchAll(team)
    return team.within((tx) =>
      rows(
        tx,
        sql`select lead_id, score, grade, score_terms from lead where org_id = ${tx.orgId} order by lead_id`,
      ),
    )
  }
  for (const [i, leadId] of leadIds.entries())
    await send(team, [
      ...Array.from({ length: i }, () => event({ leadId })),
      ...(i % 2 ? [event({ leadId, kind: 'download' })] : []),
    ])
  const first = await scored()
  await publishNext(team, 'score', titled(9))
  expect(await scored()).not.toEqual(first)
  await publishNext(team, 'score', prices())
  expect(await scored()).toEqual(first)
  for (const leadId of leadIds) {
    const [old, again] = [await past(team, leadId, { version: 2 }), await past(team, leadId, { version: 4 })]
    expect({ ...again, at: 0, version: 0 }).toEqual({ ...old, at: 0, version: 0 })
  }
})

test('a history tells each step, what happened then, and by which version', async () => {
  const team = await scoringTeam(testing)
  const [leadId = ''] = await arrive(team, 1)
  await passed()
  await send(team, [event({ leadId }), event({ leadId })])
  await passed()
  await edit(team, leadId, { need: '报价' })
  await passed()
  await publishNext(team, 'score', prices(5))
  await catchAll(team)
  const told = await history(team, leadId)
  expect(told.steps.map(({ score, version, says }) => [version, score, says])).toEqual([
    [2, 0, '到达：分数不变'],
    [2, 20, '看了网页：看价格 +20'],
    [3, 10, '启用评分卡第 3 版：看价格 −10'],
  ])
  expect(told.events.map(({ kind, about }) => [kind, ...about])).toEqual([
    ['arrived', 'api'],
    ['moved', 'pool'],
    ['did', 'page'],
    ['edited', 'need'],
    ['published', '3'],
  ])
  const anew = await history(team, leadId, { version: 3, lang: 'en' })
  expect(anew.steps.map(({ score, says }) => [score, says])).toEqual([
    [0, 'Arrived: the same score'],
    [10, 'Viewed a page: 看价格 +10'],
  ])
  const from = told.steps[1]?.at as Date
  expect((await history(team, leadId, { from })).steps.map(({ score }) => score)).toEqual([20, 10])
})
