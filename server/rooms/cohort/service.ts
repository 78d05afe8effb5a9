import type { CohortBody, RosterEdit, Serving } from '../../../contract/cohort.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { tell } from '../../jobs/tell.ts'
import { noDeadline } from '../../lead/clock.ts'
import { checked } from '../../lead/condition.ts'
import { readClock, writeDeadlines } from '../../lead/deadlines.ts'
import { readFields } from '../../lead/fields.ts'
import { holderNames } from '../../lead/names.ts'
import { readLeads } from '../../lead/store.ts'
import { recordVersion, versionsAt } from '../../people/version.ts'
import { asTheyWere, daysOf, edited, keyOf, type Put } from './decide/edit.ts'
import { asRuns, fromRuns, type Run } from './decide/runs.ts'
import { areInOrder, dayAfter, HORIZON_DAYS, servingAt } from './decide/serving.ts'
import { hourOf } from './store.ts'
import { follow, type Moved } from './store/follow.ts'
import * as plan from './store/plan.ts'
import * as seats from './store/seated.ts'

/** Who does it, and when. */
export interface Doing {
  readonly by: string | null
  readonly now: Date
}

/**
 * Writes a cohort and its groups; a new one without an id. Answers its id. Refuses `condition.invalid`, `cohort.days`,
 * `cohort.shifts`, `cohort.capacity` below the seats taken, `cohort.group_taken` where a group that is left out has leads.
 */
export async function keep(
  tx: Tx,
  { cohortId, body, lang }: { cohortId: string | null; body: CohortBody; lang: Lang },
  { by, now }: Doing,
): Promise<string> {
  checked(body.belongs, fieldsOf(await readFields(tx)), lang)
  if (body.intakeFrom > body.intakeTo || body.intakeTo > body.salesTo)
    throw refuse('cohort.days', {}, { place: { field: 'intakeTo' } })
  if (!areInOrder(body.shifts)) throw refuse('cohort.shifts', {}, { place: { field: 'shifts' } })
  const id = cohortId ?? uuidv7()
  if (cohortId && !(await plan.cohortsIn(tx)).some((each) => each.cohortId === cohortId))
    throw refuse('not_found')
  const groups = body.groups.map((group) => ({ ...group, groupId: group.groupId ?? uuidv7() }))
  const before = await plan.lockGroups(
    tx,
    (await plan.groupsIn(tx, [id])).map(({ groupId }) => groupId),
  )
  refuseLoss(before, groups)
  await plan.keepCohort(tx, id, { body, at: now })
  await plan.keepGroups(tx, id, groups)
  const leadIds = await seats.leadsOf(tx, id)
  await seats.keepUntil(tx, leadIds)
  if (leadIds.length > 0) await enqueue(tx, 'pool.reckon', {}, { key: `pool.reckon ${tx.orgId}` })
  await recordVersion(tx, { subject: 'cohort', id, body: { ...body, groups }, at: now, by })
  const ids = groups.map(({ groupId }) => groupId)
  await noteRosters(tx, ids, { by, now })
  await follow(tx, await plan.lockGroups(tx, ids), { by, now })
  await tell(tx, { topic: 'cohort', ids: [id] }, { topic: 'lead' })
  return id
}

function refuseLoss(
  before: readonly plan.GroupRow[],
  groups: readonly { groupId: string; capacity: number }[],
): void {
  const next = new Map(groups.map(({ groupId, capacity }) => [groupId, capacity]))
  for (const { groupId, name, taken } of before) {
    const capacity = next.get(groupId)
    if (capacity === undefined && taken > 0) throw refuse('cohort.group_taken', { group: name, taken })
    if (capacity !== undefined && capacity < taken) throw refuse('cohort.capacity', { group: name, taken })
  }
}

/** Ends a cohort. Refuses `not_found`. */
export async function archive(tx: Tx, cohortId: string, { by, now }: Doing): Promise<void> {
  if (!(await plan.archive(tx, cohortId, now))) throw refuse('not_found')
  await seats.keepUntil(tx, await seats.leadsOf(tx, cohortId))
  await enqueue(tx, 'pool.reckon', {}, { key: `pool.reckon ${tx.orgId}` })
  await recordVersion(tx, { subject: 'cohort', id: cohortId, body: null, at: now, by })
  await tell(tx, { topic: 'cohort', ids: [cohortId] })
}

export interface EditDone {
  readonly cells: number
  readonly before: readonly Put[]
  readonly moves: readonly Moved[]
  readonly gaps: readonly { readonly groupId: string; readonly day: string }[]
}

/**
 * Changes the roster of groups, and moves their leads to whoever serves them now, all or nothing. Refuses `not_found`
 * for a group that is none, `cohort.rep_unknown`, `cohort.same_rep`, `cohort.not_rostered` where nothing would change,
 * `cohort.days` and `cohort.shift_unknown`.
 */
export async function editRoster(tx: Tx, edit: RosterEdit, { by, now }: Doing): Promise<EditDone> {
  const days = daysOf(edit)
  if (days.from > days.to) throw refuse('cohort.days', {}, { place: { field: 'to' } })
  await refuseStrangers(tx, edit)
  const wanted = edit.kind === 'put' ? [...new Set(edit.cells.map(({ groupId }) => groupId))] : edit.groupIds
  const cohorts = new Map((await plan.cohortsIn(tx)).map((each) => [each.cohortId, each]))
  const groups = (await plan.lockGroups(tx, wanted)).filter(({ cohortId }) => cohorts.has(cohortId))
  if (groups.length < new Set(wanted).size) throw refuse('not_found')
  const shaped = groups.map(({ groupId, cohortId }) => {
    const { shifts, salesTo } = cohorts.get(cohortId) as plan.CohortRow
    return { groupId, shifts: shifts.length, salesTo }
  })
  const ids = groups.map(({ groupId }) => groupId)
  const cells = await plan.cellsIn(tx, ids, days)
  const puts = edited(edit, shaped, cells)
  if (
    puts.some(({ groupId, shift }) => shift >= (shaped.find((each) => each.groupId === groupId)?.shifts ?? 0))
  )
    throw refuse('cohort.shift_unknown')
  const gathers = edit.kind === 'handOver' && edit.gather
  if (puts.length === 0 && !gathers && edit.kind !== 'put') throw refuse('cohort.not_rostered')
  await plan.putCells(tx, puts)
  await noteRosters(tx, ids, { by, now })
  const moves = await follow(tx, groups, { by, now, gathers })
  if (puts.length > 0 || moves.length > 0)
    await tell(tx, { topic: 'cohort', ids: [...cohorts.keys()] }, { topic: 'lead' })
  return { cells: puts.length, before: asTheyWere(puts, cells), moves, gaps: gapsOf(puts, cells) }
}

async function refuseStrangers(tx: Tx, edit: RosterEdit): Promise<void> {
  const named = namedBy(edit)
  if (edit.kind === 'substitute' && edit.userId === edit.substituteId) throw refuse('cohort.same_rep')
  const known = await plan.repsAmong(tx, named)
  const strange = named.find((userId) => !known.has(userId))
  if (strange) {
    const names = await holderNames(tx, [strange])
    throw refuse('cohort.rep_unknown', { name: names.get(strange) ?? strange })
  }
}

// To undo an edit is to put back what stood there, leavers too: a gap would be worse, and the board marks them.
function namedBy(edit: RosterEdit): string[] {
  if (edit.kind === 'set') return edit.userId ? [edit.userId] : []
  if (edit.kind === 'substitute') return [edit.substituteId]
  return edit.kind === 'handOver' ? [edit.toUserId] : []
}

function gapsOf(puts: readonly Put[], cells: readonly { groupId: string; day: string; shift: number }[]) {
  const after = new Map(cells.map((cell) => [keyOf(cell), cell]))
  const served = new Set([...after.values()].map(({ groupId, day }) => `${groupId} ${day}`))
  for (const put of puts) {
    if (put.userId === null) after.delete(keyOf(put))
    else after.set(keyOf(put), put)
  }
  const still = new Set([...after.values()].map(({ groupId, day }) => `${groupId} ${day}`))
  return [...served]
    .filter((key) => !still.has(key))
    .map((key) => {
      const [groupId = '', day = ''] = key.split(' ')
      return { groupId, day }
    })
}

/** Keeps the rosters of groups as they stand, so that who served when can be answered for any past moment. */
async function noteRosters(tx: Tx, groupIds: readonly string[], { by, now }: Doing): Promise<void> {
  const { day } = await hourOf(tx, now)
  const groups = await plan.groupsIn(
    tx,
    (await plan.cohortsIn(tx)).map(({ cohortId }) => cohortId),
  )
  const shifts = new Map((await plan.cohortsIn(tx)).map((each) => [each.cohortId, each.shifts]))
  // Days that are over are told by the versions that were in force on them.
  const cells = await plan.cellsIn(tx, groupIds, { from: day, to: '9999-12-31' })
  const byGroup = Map.groupBy(cells, ({ groupId }) => groupId)
  for (const { groupId, cohortId } of groups.filter((each) => groupIds.includes(each.groupId))) {
    const body = { cohortId, shifts: shifts.get(cohortId) ?? [], runs: asRuns(byGroup.get(groupId) ?? []) }
    await recordVersion(tx, { subject: 'cohort_group', id: groupId, body, at: now, by })
  }
}

/** Who served a group at a past moment, by the roster as it stood then; null where nobody did. */
export async function servingThen(
  tx: Tx,
  groupId: string,
  at: Date,
): Promise<(Serving & { name: string }) | null> {
  interface Then {
    readonly shifts: { from: string; to: string }[]
    readonly runs: Run[]
  }
  const then = (await versionsAt<Then>(tx, 'cohort_group', at)).get(groupId)
  if (!then) return null
  const { day, hour } = await hourOf(tx, at)
  const cells = fromRuns(then.runs, { from: day, to: dayAfter(day, HORIZON_DAYS) })
  const serving = servingAt(cells, then.shifts, { day, hour })
  if (!serving) return null
  const names = await holderNames(tx, [serving.userId])
  return { ...serving, name: names.get(serving.userId) ?? '' }
}

/** Follows the rosters as time goes on: leads of groups that somebody else serves now move. Answers how many moved. */
export async function followAll(tx: Tx, now: Date): Promise<number> {
  const cohorts = await plan.cohortsIn(tx)
  if (cohorts.length === 0) return 0
  const { day } = await hourOf(tx, now)
  const sold = cohorts.filter(({ salesTo }) => salesTo >= day).map(({ cohortId }) => cohortId)
  const ids = (await plan.groupsIn(tx, sold)).map(({ groupId }) => groupId)
  const moves = ids.length > 0 ? await follow(tx, await plan.lockGroups(tx, ids), { by: null, now }) : []
  if (moves.length > 0)
    await tell(tx, { topic: 'cohort', ids: cohorts.map(({ cohortId }) => cohortId) }, { topic: 'lead' })
  if ((await plan.endSold(tx, { now, day })) > 0)
    await enqueue(tx, 'pool.reckon', {}, { key: `pool.reckon ${tx.orgId}` })
  return moves.reduce((sum, { leads }) => sum + leads, 0)
}

/**
 * Puts leads into a group by hand, all of them or none, out of the group they were in; those that reps have go to whoever
 * serves it. Refuses `not_found`, `cohort.over` where it is sold no more, `cohort.full` with how many seats are left.
 */
export async function place(
  tx: Tx,
  { groupId, leadIds }: { groupId: string; leadIds: readonly string[] },
  { by, now }: Doing,
): Promise<{ placed: number; moved: number }> {
  const left = [...(await seats.groupsOf(tx, leadIds)).values()]
  const group = (await plan.lockGroups(tx, [groupId, ...left])).find((each) => each.groupId === groupId)
  const cohort = (await plan.cohortsIn(tx)).find(({ cohortId }) => cohortId === group?.cohortId)
  const known = (await readLeads(tx, leadIds)).filter(({ mergedInto, closedAs }) => !mergedInto && !closedAs)
  if (!group || !cohort || known.length < new Set(leadIds).size) throw refuse('not_found')
  const { day } = await hourOf(tx, now)
  if (cohort.salesTo < day) throw refuse('cohort.over', { cohort: cohort.name })
  const held = await seats.groupsOf(tx, leadIds)
  const coming = known.map(({ leadId }) => leadId).filter((leadId) => held.get(leadId) !== groupId)
  const free = group.capacity - group.taken
  if (coming.length > free)
    throw refuse('cohort.full', { group: group.name, left: free, asked: coming.length })
  await seats.unseat(tx, coming)
  const seated = await seats.seat(
    tx,
    coming.map((leadId) => ({ leadId, groupId })),
    now,
  )
  const joining = seated.map(({ leadId }) => leadId)
  await seats.keepUntil(tx, joining)
  await writeDeadlines(
    tx,
    joining.map((leadId) => ({ leadId, ...noDeadline })),
  )
  const moves = await follow(tx, [group], { by, now, joining })
  await tell(tx, { topic: 'cohort', ids: [cohort.cohortId] }, { topic: 'lead', ids: joining })
  return { placed: seated.length, moved: moves.reduce((sum, { leads }) => sum + leads, 0) }
}

/** Takes leads out of their groups; answers how many were in one. */
export async function remove(tx: Tx, leadIds: readonly string[], now: Date): Promise<number> {
  const groupIds = [...new Set((await seats.groupsOf(tx, leadIds)).values())]
  await plan.lockGroups(tx, groupIds)
  const gone = await seats.unseat(tx, leadIds)
  await seats.keepUntil(tx, gone)
  const clock = await readClock(tx, now)
  const leads = await readLeads(tx, gone)
  await writeDeadlines(
    tx,
    leads.map((lead) => ({
      leadId: lead.leadId,
      ...(lead.holderKind === 'rep' ? clock.deadline({ ...lead }, now) : noDeadline),
    })),
  )
  if (gone.length > 0) await tell(tx, { topic: 'cohort' }, { topic: 'lead', ids: gone })
  return gone.length
}
