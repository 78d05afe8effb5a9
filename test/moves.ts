import { sql } from 'kysely'
import type { MoveFrom, MoveTo } from '../contract/move.ts'
import { rows } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import { beginMove } from '../server/flow/move/begin.ts'
import { previewMove } from '../server/flow/move/preview.ts'
import { showMove } from '../server/flow/move/show.ts'
import { undoMove } from '../server/flow/move/undo.ts'
import type { UserCaller } from '../server/people/caller.ts'
import { giveByHand } from '../server/rooms/assign/service.ts'
import * as followup from '../server/rooms/followup/service.ts'
import { leadOf, type Team } from './team.ts'

/** What is moved to whom. */
export interface Wish {
  from: MoveFrom
  to?: MoveTo
}

export const preview = (team: Team, wish: Wish, by = team.admin) =>
  team.within((tx) => previewMove(tx, by, { wish, lang: 'zh', now: new Date() }))
export const begin = async (team: Team, wish: Wish, { by = team.admin, reason = '区域调整' } = {}) => {
  const { plan } = await preview(team, wish, by)
  return team.within((tx) => beginMove(tx, by, { wish, plan, reason, now: new Date() }))
}
export const show = (team: Team, moveId: string, by = team.admin) =>
  team.within((tx) => showMove(tx, by, { moveId, lang: 'zh', now: new Date() }))
export const undo = (team: Team, moveId: string, now = new Date()) =>
  team.within((tx) => undoMove(tx, team.admin, moveId, now))
export const give = (team: Team, leadIds: string[], rep: UserCaller) =>
  team.within((tx) => giveByHand(tx, team.admin, { leadIds, to: { kind: 'rep', id: rep.userId } }))
export const holders = async (team: Team, ids: readonly string[]) =>
  (await Promise.all(ids.map((id) => leadOf(team, id)))).map(({ holderId }) => holderId)
export const noticesOf = (team: Team, rep: UserCaller) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{ kind: string; data: Record<string, unknown> }>`select kind, data from notice
        where org_id = ${tx.orgId} and user_id = ${rep.userId} and kind = 'leads.moved' order by notice_id`,
    ),
  )
export const loadOf = (team: Team, rep: UserCaller) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{ holding: number; givenToday: number }>`select holding, given_today from rep_load
        where org_id = ${tx.orgId} and user_id = ${rep.userId}`,
    ),
  )
export const call = (team: Team, by: UserCaller, leadId: string) =>
  team.within((tx) =>
    followup.log(tx, by, { leadId, activityId: uuidv7(), kind: 'call', outcome: 'met', now: new Date() }),
  )
export const leads = (leadIds: string[]): MoveFrom => ({ kind: 'leads', leadIds })
