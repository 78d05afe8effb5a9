import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { plainCard, type ScorePolicy } from '../../../contract/scorecard.ts'
import { testDb } from '../../../test/database.ts'
import { arrive, newTeam, publishNext, type Team } from '../../../test/team.ts'
import { inTransaction, openDb, rows, type Tx } from '../../db/db.ts'
import { readRun } from '../../rooms/score/store.ts'
import { readPage } from '../../views/page.ts'
import { keepPage, rescoreAll, scoreNext, sweep } from './anew.ts'

const { db, org, connection } = await testDb()
// As two servers on one database.
const other = openDb(connection)
afterAll(() => other.close())
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const always = (points: number) => plainCard([{ id: 't', label: '都有', when: { all: [] }, points }], [])
/** Fresh for a day since it arrived, and silent after three. */
const fresh: ScorePolicy = {
  cards: [
    {
      id: 'card',
      name: '卡',
      groups: [
        {
          id: 'g',
          label: '新',
          kind: 'other',
          criteria: [
            {
              id: 'new',
              kind: 'fact',
              label: '刚来',
              when: { field: 'arrivedAt', op: 'in_last', value: { hours: 24 } },
              points: 10,
            },
            { id: 'quiet', kind: 'silence', label: '没动静', afterDays: 3, points: -5 },
          ],
        },
      ],
      grading: { kind: 'scale', steps: [{ grade: 'A', from: 10 }] },
    },
  ],
}
const scores = (team: Team) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{ score: number; grade: string; scoreVersion: number; scoreTerms: { points: number }[] }>`
        select score, grade, score_version, score_terms from lead where org_id = ${tx.orgId} order by lead_id`,
    ),
  )
const toEnd = (team: Team, most: number, on = db) =>
  rescoreAll({ db: on, orgId: team.orgId, signal: new AbortController().signal, most })
/** Its next page scored and written, and no more. */
const onePage = async (team: Team, after: string | null, most: number) => {
  const page = await team.within((tx) => scoreNext(tx, after, most))
  return { page, keep: (tx: Tx) => keepPage(tx, page, new Date()) }
}

test('a score that fades is swept when it is due, and by one of two servers', async () => {
  const team = await newTeam({ db, org })
  await publishNext(team, 'score', fresh)
  await arrive(team, 30)
  const now = Date.now()
  expect((await scores(team)).every(({ score, grade }) => score === 10 && grade === 'A')).toBe(true)
  const at = (after: number, on = db) =>
    inTransaction(on, team.orgId, (tx) => sweep(tx, new Date(now + after), 10))
  expect(await at(23 * HOUR)).toBe(0)
  const turns = await Promise.all(
    Array.from({ length: 8 }, (_, i) => at(24 * HOUR + MINUTE, i % 2 ? other : db)),
  )
  expect(turns.reduce((sum, n) => sum + n, 0)).toBe(30)
  expect((await scores(team)).every(({ score, grade }) => score === 0 && grade === '')).toBe(true)
  for (let i = 0; i < 3; i++) expect(await at(72 * HOUR + MINUTE)).toBe(10)
  expect((await scores(team)).every(({ score, scoreTerms }) => score === -5 && scoreTerms.length === 1)).toBe(
    true,
  )
  expect(await at(10_000 * HOUR)).toBe(0)
})

test('a newly published scorecard scores every lead, page by page, from where it was', async () => {
  const team = await newTeam({ db, org })
  await publishNext(team, 'score', always(1))
  await arrive(team, 25)
  await publishNext(team, 'score', always(7))
  const first = await onePage(team, null, 10)
  expect(await team.within(first.keep)).toBe(true)
  // Dies in the middle of its second page: what that page did is not there
  const second = await onePage(team, first.page.last, 10)
  await expect(
    team.within(async (tx) => {
      await second.keep(tx)
      throw new Error('killed')
    }),
  ).rejects.toThrow('killed')
  expect(await team.within(readRun)).toMatchObject({ done: 10, total: 25, endedAt: null })
  expect((await scores(team)).filter(({ score }) => score === 7)).toHaveLength(10)
  await toEnd(team, 10)
  expect(await team.within(readRun)).toMatchObject({ done: 25, total: 25, endedAt: expect.any(Date) as Date })
  const versions = new Set((await scores(team)).map(({ score, scoreVersion }) => `${score} ${scoreVersion}`))
  expect(versions.size).toBe(1)
  // A page that is not the next one any more is left alone
  expect(await team.within(second.keep)).toBe(false)
})

test('one published meanwhile begins it anew, and two servers at once leave no lead out', async () => {
  const team = await newTeam({ db, org })
  await publishNext(team, 'score', always(1))
  await arrive(team, 40)
  await publishNext(team, 'score', always(2))
  const first = await onePage(team, null, 10)
  await publishNext(team, 'score', always(3))
  expect(await team.within(first.keep)).toBe(false)
  await Promise.all([db, other, db, other].map((on) => toEnd(team, 7, on)))
  expect((await scores(team)).every(({ score }) => score === 3)).toBe(true)
  expect(await team.within(readRun)).toMatchObject({ done: 40, endedAt: expect.any(Date) as Date })
})

test('a lead that changes between being read and being written is scored as it is then', async () => {
  const team = await newTeam({ db, org })
  const when = { field: 'need', op: 'contains', value: '急' } as const
  await publishNext(team, 'score', plainCard([{ id: 't', label: '急', when, points: 5 }], []))
  const [leadId = ''] = await arrive(team, 3)
  const { page, keep } = await onePage(team, null, 10)
  await team.within((tx) =>
    rows(tx, sql`update lead set need = '急' where org_id = ${tx.orgId} and lead_id = ${leadId}`),
  )
  expect(page.scores.leadIds).toHaveLength(3)
  expect(await team.within(keep)).toBe(true)
  expect((await scores(team)).map(({ score }) => score).toSorted((a, b) => a - b)).toEqual([0, 0, 5])
})

test('the page of a lead has the score of this moment, before the sweep and before it is scored anew', async () => {
  const team = await newTeam({ db, org })
  await publishNext(team, 'score', fresh)
  const [leadId = ''] = await arrive(team, 1)
  const page = (after: number) =>
    team.within((tx) => readPage(tx, team.admin, { leadId, lang: 'zh', now: new Date(Date.now() + after) }))
  expect(await page(HOUR)).toMatchObject({ score: 10, grade: 'A' })
  expect(await page(24 * HOUR + MINUTE)).toMatchObject({ score: 0, grade: '', scoreTerms: [] })
  await publishNext(team, 'score', always(7))
  expect(await page(0)).toMatchObject({ score: 7 })
  expect((await scores(team))[0]).toMatchObject({ score: 10 })
})
