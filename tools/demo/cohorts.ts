import { sql } from 'kysely'
import type { Condition } from '../../rules/condition.ts'
import { inTransaction, rows, type Tx } from '../../server/db/db.ts'
import type { House } from '../../server/house.ts'
import { currentPolicy, publish } from '../../server/policy/store.ts'
import { dayAfter } from '../../server/rooms/cohort/decide/serving.ts'
import { type Doing, editRoster, keep, place } from '../../server/rooms/cohort/service.ts'
import { hourOf } from '../../server/rooms/cohort/store.ts'
import { readBoard } from '../../server/rooms/cohort/store/board.ts'
import type { DemoOrg } from './organisation.ts'

/** What the demo's douyin campaign sells: a class that fills its groups now, and the next one, whose roster has gaps. */
export async function rosterCohorts({ db }: House, org: DemoOrg, now: Date): Promise<void> {
  const douyin: Condition = {
    field: 'source',
    op: 'one_of',
    value: [org.sourceIds.get('douyin') ?? ''],
  }
  const doing = { by: org.adminId, now }
  await inTransaction(db, org.orgId, async (tx) => {
    const { day } = await hourOf(tx, now)
    const on = (days: number) => dayAfter(day, days)
    const common = { belongs: douyin, fill: 'inOrder' as const }
    await makeCohort(tx, doing, {
      ...common,
      name: '实战营第 12 期',
      intakeFrom: on(-20),
      intakeTo: on(12),
      salesTo: on(40),
      shifts: [{ from: '09:00', to: '21:00' }],
      groups: ['12 期 1 群', '12 期 2 群', '12 期 3 群'].map((name) => ({ name, capacity: 40 })),
    })
    await makeCohort(tx, doing, {
      ...common,
      name: '实战营第 13 期',
      intakeFrom: on(5),
      intakeTo: on(40),
      salesTo: on(70),
      shifts: [
        { from: '09:00', to: '15:00' },
        { from: '15:00', to: '22:00' },
      ],
      groups: ['13 期 1 群', '13 期 2 群'].map((name) => ({ name, capacity: 200 })),
    })
    await fill(tx, org, doing)
    await byRoster(tx, douyin, doing)
  })
}

const makeCohort = (tx: Tx, doing: Doing, body: Parameters<typeof keep>[1]['body']) =>
  keep(tx, { cohortId: null, body, lang: 'zh' }, doing)

/** Puts reps on the rosters, with a gap and a substitute, and leads into the first groups. */
async function fill(tx: Tx, { reps }: DemoOrg, doing: Doing): Promise<void> {
  const { today, cohorts } = await readBoard(tx, { days: 1, now: doing.now })
  const on = (days: number) => dayAfter(today, days)
  const [now, next] = cohorts.map(({ groups }) => groups.map(({ groupId }) => groupId))
  const [a = '', b = '', c = ''] = now ?? []
  const set = (groupId: string, rep: number, days: [number, number]) =>
    editRoster(
      tx,
      { kind: 'set', groupIds: [groupId], from: on(days[0]), to: on(days[1]), userId: reps[rep] ?? null },
      doing,
    )
  await set(a, 0, [-7, 13])
  await set(b, 1, [-7, 13])
  await set(c, 2, [-7, 8])
  for (const [i, groupId] of (next ?? []).entries()) await set(groupId, 3 + i, [5, 9])
  await editRoster(
    tx,
    { kind: 'substitute', groupIds: [b], userId: reps[1]!, substituteId: reps[5]!, from: on(2), to: on(4) },
    doing,
  )
  const open = await rows(
    tx,
    sql<{ leadId: string }>`select lead_id from lead join source using (org_id, source_id)
      where lead.org_id = ${tx.orgId} and source.key = 'douyin' and holder_kind in ('rep', 'pool')
        and merged_into is null order by arrived_at desc limit 68`,
  )
  const leadIds = open.map(({ leadId }) => leadId)
  await place(tx, { groupId: a, leadIds: leadIds.slice(0, 40) }, doing)
  await place(tx, { groupId: b, leadIds: leadIds.slice(40) }, doing)
}

/** From now on what the campaign brings goes by the roster. */
async function byRoster(tx: Tx, when: Condition, { by, now }: Doing): Promise<void> {
  const held = await currentPolicy(tx, 'assign')
  if (!held) return
  const rule = {
    id: 'cohort',
    name: '抖音线索按班期',
    when,
    strategy: { kind: 'cohort' as const },
    active: true,
  }
  const body = { ...held.body, rules: [rule, ...held.body.rules] }
  await publish(tx, {
    kind: 'assign',
    scope: '',
    over: held.version,
    body,
    note: '抖音线索按班期排班',
    by,
    at: now,
  })
}
