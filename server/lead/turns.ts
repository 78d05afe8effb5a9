import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

/**
 * Owes reps another lead of the rule that dealt them one that proved invalid (补量): they come next in its turn. Only
 * for who holds the rotation: a batch that is being dealt writes back the turns it has read.
 */
export async function credit(tx: Tx, owed: readonly { ruleId: string; userId: string }[]): Promise<void> {
  if (owed.length === 0) return
  await rows(
    tx,
    sql`update assign_turn set owed = assign_turn.owed + credit.leads
      from (select rule_id, user_id, count(*)::int as leads
            from unnest(${owed.map(({ ruleId }) => ruleId)}::text[], ${owed.map(({ userId }) => userId)}::uuid[]) as o (rule_id, user_id)
            group by rule_id, user_id) credit
      where assign_turn.org_id = ${tx.orgId} and assign_turn.rule_id = credit.rule_id
        and assign_turn.user_id = credit.user_id`,
  )
}

/** A rep's place in a rule's rotation. */
export interface Turn {
  given: number
  owed: number
  present: boolean
}

/** What a turn was when it was read, to tell which ones a batch has moved. */
const asRead = new WeakMap<Turn, Turn>()

function isAsRead(turn: Turn): boolean {
  const before = asRead.get(turn)
  return before?.given === turn.given && before.owed === turn.owed && before.present === turn.present
}

/** Rule id → user id → their turn. */
export type Turns = Map<string, Map<string, Turn>>

/**
 * Locks the organisation's rotation itself, since the first capture of a rule finds no row to lock. It comes before
 * loads, as loads come before leads.
 */
export async function lockRotation(tx: Tx): Promise<void> {
  await rows(tx, sql`select pg_advisory_xact_lock(hashtext('assign_turn'), hashtext(${tx.orgId}))`)
}

/** Locks and reads the turns of rotating rules, so that captures that arrive apart are counted one after another. */
export async function lockTurns(tx: Tx, ruleIds: readonly string[]): Promise<Turns> {
  if (ruleIds.length === 0) return new Map()
  const [, held] = await Promise.all([
    lockRotation(tx),
    rows(
      tx,
      sql<Turn & { ruleId: string; userId: string }>`
        select rule_id, user_id, given, owed, present from assign_turn
        where org_id = ${tx.orgId} and rule_id = any(${ruleIds}::text[]) order by rule_id, user_id`,
    ),
  ])
  const turns: Turns = new Map()
  for (const { ruleId, userId, given, owed, present } of held) {
    const byUser = turns.get(ruleId) ?? new Map<string, Turn>()
    const turn = { given, owed, present }
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
      .map(([userId, { given, owed, present }]) => ({
        rule_id: ruleId,
        user_id: userId,
        given,
        owed,
        present,
      })),
  )
  if (moved.length === 0) return
  await rows(
    tx,
    sql`insert into assign_turn (org_id, rule_id, user_id, given, owed, present)
      select ${tx.orgId}, rule_id, user_id, given, owed, present
      from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb)
        as moved (rule_id text, user_id uuid, given bigint, owed int, present boolean)
      on conflict (org_id, rule_id, user_id) do update
        set given = excluded.given, owed = excluded.owed, present = excluded.present`,
  )
}
