import { sql } from 'kysely'
import type { AssignPolicy, AssignRule } from '../../../../contract/assign.ts'
import { one, type Tx } from '../../../db/db.ts'
import { lockLoads } from '../../../lead/load.ts'
import type { Pointers } from '../../../lead/pointed.ts'
import { lockTurns } from '../../../lead/turns.ts'
import { mayGet, pointedReps } from '../decide/candidates.ts'
import { dealsInCircles } from '../decide/choose.ts'
import { type Standing, standingOf } from '../decide/record.ts'
import type { Roster } from '../decide/roster.ts'
import { type Person, pointedIn, readPeople, repsAmong } from './people.ts'

export interface Occasion {
  /** The organisation's members: `readPeople`. */
  readonly people: readonly Person[]
  readonly now: Date
  readonly day: string
  /** Members who get leads without a rule: loads are locked all at once, or two batches could wait for each other. */
  readonly also?: readonly string[]
  /** Whom anything points at for the leads to be dealt, and who had them before. */
  readonly pointers?: ReadonlyMap<string, Pointers>
  readonly former?: ReadonlyMap<string, ReadonlySet<string>>
  /** The rules that fit one of the leads to be dealt; absent: any may. */
  readonly rules?: readonly AssignRule[]
  /** Called once turns and loads are asked for: what it asks for is locked behind them, in the same trip. */
  readonly behind?: () => Promise<unknown>
}

/**
 * Facts for assignment: the organisation's reps, with the loads of those a rule may give to, and the rules' turns. Locks
 * turns and loads, so that captures that arrive apart are counted one after another.
 */
export async function facts(tx: Tx, policy: AssignPolicy, at: Occasion): Promise<Roster> {
  const rules = at.rules ?? policy.rules
  const reps = new Map(repsAmong(at.people, { ...at, rules }).map((rep) => [rep.userId, rep]))
  const roster: Roster = {
    reps,
    turns: new Map(),
    day: at.day,
    rules: new Set(rules.map(({ id }) => id)),
    pointers: at.pointers ?? new Map(),
    former: at.former ?? new Map(),
  }
  const asked = [
    ...rules.flatMap((rule) => mayGet(rule, roster)),
    ...pointedIn(at.pointers).flatMap((pointed) => pointedReps(pointed, roster)),
  ]
  const ids = new Set([...asked.map(({ userId }) => userId), ...(at.also ?? [])])
  const [turns, loads] = await Promise.all([
    lockTurns(
      tx,
      rules.filter(({ strategy }) => strategy.kind !== 'pool').map(({ id }) => id),
      rules.filter(dealsInCircles).map(({ id }) => id),
    ),
    lockLoads(tx, [...ids].toSorted(), at.day),
    at.behind?.(),
  ])
  for (const [ruleId, byUser] of turns) roster.turns.set(ruleId, byUser)
  for (const { userId, holding, givenToday, givenThisWeek } of loads) {
    const rep = reps.get(userId)
    if (rep) Object.assign(rep, { holding, givenToday, givenThisWeek })
  }
  return roster
}

/** Every rep as a roster keeps them, without loads and leave. */
export async function readStanding(tx: Tx, rules: readonly AssignRule[], now: Date): Promise<Standing[]> {
  const reps = repsAmong(await readPeople(tx), { rules, now })
  return reps.filter(({ off }) => off !== 'left').map(standingOf)
}

/** Who leads may be given to by hand: an active rep or manager, or a pool in use, with the member's cap; undefined for none. */
export async function target(
  tx: Tx,
  { kind, id }: { kind: 'rep' | 'pool'; id: string },
): Promise<{ holdingMax: number | null } | undefined> {
  const found =
    kind === 'rep'
      ? sql<{ holdingMax: number | null }>`select holding_max from member
          where org_id = ${tx.orgId} and user_id = ${id} and status = 'active' and roles && array['rep', 'manager']`
      : sql<{ holdingMax: number | null }>`select null::integer as holding_max from pool
          where org_id = ${tx.orgId} and pool_id = ${id} and archived_at is null`
  return one(tx, found)
}
