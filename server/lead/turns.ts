import { type RawBuilder, sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

/** Leads a rep is owed of a rule; fewer than none where one is taken back. */
export interface Owed {
  readonly ruleId: string
  readonly userId: string
  readonly leads: number
}

/**
 * Owes reps leads of the rule that dealt them some that proved invalid (补量): they come next in its turn. What is taken back
 * after it was dealt costs them a turn. Only for who holds the rotation: a batch that is being dealt writes back the turns it
 * has read.
 */
export async function credit(tx: Tx, owed: readonly Owed[]): Promise<void> {
  if (owed.length === 0) return
  const asked = owed.map(({ ruleId, userId, leads }) => ({ rule_id: ruleId, user_id: userId, leads }))
  await rows(
    tx,
    sql`insert into assign_turn (org_id, rule_id, user_id, given, owed, present)
      select ${tx.orgId}, rule_id, user_id, 0, sum(leads)::int, false
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (rule_id text, user_id uuid, leads int)
      group by rule_id, user_id
      on conflict (org_id, rule_id, user_id) do update set owed = assign_turn.owed + excluded.owed`,
  )
}

/** What a rep got by a rule, and their share in it. */
export interface Turn {
  /** Leads by their turn, ever; those that are owed do not count. */
  given: number
  /** Fewer than none: what was made up for and taken back costs them turns. */
  owed: number
  /** Whether they were eligible when it was last somebody's turn. */
  present: boolean
  weight: number
  /** Leads since the same reps have been eligible. */
  round: number
  /** What is owed from before that, in millionths of a lead. */
  carry: number
  /** What an absence that is made up for has cost, in millionths of a lead. */
  missed: number
  /** The day of the last lead by this rule, whichever way it came; the counts are of it, its week and its month. */
  day: string | null
  dayGiven: number
  weekGiven: number
  monthGiven: number
}

/** The turn of somebody who has none yet: level with the others. */
export const freshTurn: Readonly<Turn> = {
  given: 0,
  owed: 0,
  present: false,
  weight: 1,
  round: 0,
  carry: 0,
  missed: 0,
  day: null,
  dayGiven: 0,
  weekGiven: 0,
  monthGiven: 0,
}

/** What a turn was when it was read, to tell which ones a batch has moved. */
const asRead = new WeakMap<Turn, Turn>()

const counts = Object.keys(freshTurn) as (keyof Turn)[]

function isAsRead(turn: Turn): boolean {
  const before = asRead.get(turn)
  return before !== undefined && counts.every((each) => before[each] === turn[each])
}

/** Rule id (with its circle, where a rule deals to several: RULE#CIRCLE) → user id → their turn. */
export type Turns = Map<string, Map<string, Turn>>

/**
 * Locks the organisation's rotation itself, since the first capture of a rule finds no row to lock. It comes before
 * loads, as loads come before leads.
 */
export async function lockRotation(tx: Tx): Promise<void> {
  await rows(tx, sql`select pg_advisory_xact_lock(hashtext('assign_turn'), hashtext(${tx.orgId}))`)
}

type Kept = Turn & { readonly ruleId: string; readonly userId: string }

/**
 * Locks and reads the turns of rules, so that captures that arrive apart are counted one after another. `inCircles` are those
 * of the rules that deal to several circles, whose turns are kept apart.
 */
export async function lockTurns(
  tx: Tx,
  ruleIds: readonly string[],
  inCircles: readonly string[] = [],
): Promise<Turns> {
  if (ruleIds.length === 0) return new Map()
  const kept = (which: RawBuilder<boolean>) =>
    rows(
      tx,
      sql<Kept>`
        select rule_id, user_id, given, owed, present, weight, round, carry, missed, day::text, day_given, week_given, month_given
        from assign_turn where org_id = ${tx.orgId} and ${which} order by rule_id, user_id`,
    )
  const [, own, apart] = await Promise.all([
    lockRotation(tx),
    // By the key: an organisation has as many turns as rules times reps.
    kept(sql`rule_id = any(${ruleIds}::text[])`),
    inCircles.length > 0
      ? kept(sql`strpos(rule_id, '#') > 0 and split_part(rule_id, '#', 1) = any(${inCircles}::text[])`)
      : [],
  ])
  const turns: Turns = new Map()
  for (const { ruleId, userId, ...turn } of [...own, ...apart]) {
    const byUser = turns.get(ruleId) ?? new Map<string, Turn>()
    asRead.set(turn, { ...turn })
    turns.set(ruleId, byUser.set(userId, turn))
  }
  return turns
}

/** Writes back the turns a batch has moved. */
export async function keepTurns(tx: Tx, turns: Turns): Promise<void> {
  const moved = [...turns].flatMap(([ruleId, byUser]) =>
    [...byUser]
      .filter(([, turn]) => !isAsRead(turn))
      .map(([userId, turn]) => ({
        rule_id: ruleId,
        user_id: userId,
        given: turn.given,
        owed: turn.owed,
        present: turn.present,
        weight: turn.weight,
        round: turn.round,
        carry: turn.carry,
        missed: turn.missed,
        day: turn.day,
        day_given: turn.dayGiven,
        week_given: turn.weekGiven,
        month_given: turn.monthGiven,
      })),
  )
  if (moved.length === 0) return
  await rows(
    tx,
    sql`insert into assign_turn (org_id, rule_id, user_id, given, owed, present, weight, round, carry, missed,
        day, day_given, week_given, month_given)
      select ${tx.orgId}, rule_id, user_id, given, owed, present, weight, round, carry, missed,
        day, day_given, week_given, month_given
      from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as moved (rule_id text, user_id uuid, given bigint, owed int,
        present boolean, weight int, round int, carry bigint, missed int, day date, day_given int, week_given int, month_given int)
      on conflict (org_id, rule_id, user_id) do update set given = excluded.given, owed = excluded.owed,
        present = excluded.present, weight = excluded.weight, round = excluded.round, carry = excluded.carry,
        missed = excluded.missed, day = excluded.day, day_given = excluded.day_given, week_given = excluded.week_given,
        month_given = excluded.month_given`,
  )
}
