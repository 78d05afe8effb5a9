import { sql } from 'kysely'
import type { CohortBody } from '../contract/cohort.ts'
import { rows } from '../server/db/db.ts'
import { dayAfter } from '../server/rooms/cohort/decide/serving.ts'
import { editRoster, keep } from '../server/rooms/cohort/service.ts'
import { readBoard } from '../server/rooms/cohort/store/board.ts'
import type { TestDb } from './database.ts'
import { arrivingLead, newTeam, publishNext, type Team } from './team.ts'

const today = new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Shanghai' })
const allDay = [{ from: '00:00', to: '24:00' }]
export const day = (n: number) => dayAfter(today, n)
/** Noon in Shanghai, some days from today. */
export const noon = (n = 0) => new Date(`${day(n)}T04:00:00Z`)

export const body = (more: Partial<CohortBody> = {}): CohortBody => ({
  name: '春季班',
  intakeFrom: day(-10),
  intakeTo: day(10),
  salesTo: day(30),
  belongs: { all: [] },
  fill: 'inOrder',
  shifts: allDay,
  groups: [
    { name: '一群', capacity: 5 },
    { name: '二群', capacity: 5 },
  ],
  ...more,
})

/** A team whose leads go by the cohort's roster, else to the pool; each group served by a rep of its own. */
export async function school(
  { db, org }: Pick<TestDb, 'db' | 'org'>,
  more: Partial<CohortBody> = {},
  reps = 4,
) {
  const team = await newTeam({ db, org }, { reps })
  await publishNext(team, 'assign', {
    rules: [{ id: 'c', name: '班期', when: { all: [] }, strategy: { kind: 'cohort' }, active: true }],
    fallbackPoolId: team.poolId,
  })
  const doing = { by: team.admin.userId, now: new Date() }
  const cohortId = await team.within((tx) =>
    keep(tx, { cohortId: null, body: body(more), lang: 'zh' }, doing),
  )
  const board = () => team.within((tx) => readBoard(tx, { days: 14, now: new Date() }))
  const groups = (await board()).cohorts[0]!.groups
  for (const [i, { groupId }] of groups.entries())
    await edit(team, {
      kind: 'set',
      groupIds: [groupId],
      from: day(0),
      to: day(20),
      userId: team.reps[i % reps]!.userId,
    })
  return {
    ...team,
    cohortId,
    board,
    groupIds: groups.map(({ groupId }) => groupId),
    ids: team.reps.map((r) => r.userId),
  }
}

export const edit = (
  team: Pick<Team, 'within' | 'admin'>,
  wish: Parameters<typeof editRoster>[1],
  now = new Date(),
) => team.within((tx) => editRoster(tx, wish, { by: team.admin.userId, now }))

export const holders = (team: Pick<Team, 'within'>) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{ leadId: string; groupId: string | null; kind: string; holderId: string; dueAt: Date | null }>`
        select lead.lead_id, cohort_lead.group_id, lead.holder_kind as kind, lead.holder_id, lead.due_at from lead
        left join cohort_lead on cohort_lead.org_id = lead.org_id and cohort_lead.lead_id = lead.lead_id
        where lead.org_id = ${tx.orgId} order by lead.arrived_at, lead.lead_id`,
    ),
  )

export const capture = (team: Pick<Team, 'call'>, count: number, from = 0) =>
  team.call(Array.from({ length: count }, (_, i) => arrivingLead(from + i)))
