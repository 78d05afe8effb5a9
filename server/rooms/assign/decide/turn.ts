import type { AssignRule } from '../../../../contract/assign.ts'
import { mondayOf } from '../../../../rules/days.ts'
import { freshTurn, type Turn, type Turns } from '../../../lead/turns.ts'
import { isOff, obstacle, type Rep, type Roster } from './roster.ts'
import { nextOf, owedOf, type Share, sumsOf } from './shares.ts'
import { tieBreak } from './ties.ts'

/** Somebody's turn is to be found among the `free` of a circle. */
export interface Rotation {
  readonly rule: AssignRule
  /** The rule's id, with the circle where it deals to several. */
  readonly key: string
  /** Everybody of the circle, and of them those who can take a lead now. */
  readonly all: readonly Rep[]
  readonly free: readonly Rep[]
  readonly seed: string
  readonly catchUp: boolean
}

/**
 * Whose turn it is, counted. Shares are kept as shares.ts says; whoever enters starts level, an absence accrues nothing
 * (or, where it is made up for, leads owed afterwards), whoever left loses their turn. Whoever is owed a lead for an invalid
 * one comes first and pays no turn for it; whoever has to give one back pays a turn and gets no lead.
 */
export function takeTurn(rotation: Rotation, turns: Turns): Rep {
  const { free, seed } = rotation
  const before = tieBreak(seed)
  return (
    payBack(rotation, turns) ??
    takeShare(rotation, turns, (shares) => nextOf(shares, (a, b) => before(free[a]!.userId, free[b]!.userId)))
  )
}

/** Whoever is owed a lead, which costs them no turn; undefined where nobody of the free is. */
export function payBack({ rule, free, seed }: Rotation, turns: Turns): Rep | undefined {
  const owed = turnsOf(turns, rule.id)
  const before = tieBreak(seed)
  const creditor = free
    .filter(({ userId }) => (owed.get(userId)?.owed ?? 0) > 0)
    .reduce<Rep | undefined>((best, rep) => (best && before(best.userId, rep.userId) ? best : rep), undefined)
  if (creditor) owed.get(creditor.userId)!.owed -= 1
  return creditor
}

/** Whomever of the free `pick` says by their shares, counted as their turn. */
export function takeShare(rotation: Rotation, turns: Turns, pick: (shares: readonly Share[]) => number): Rep {
  const { key, free } = rotation
  const held = turnsOf(turns, key)
  enter(rotation, held)
  if (rotation.catchUp) missTurn(rotation, turns)
  for (;;) {
    const next = free[pick(free.map(({ userId }) => held.get(userId)!))]!
    const turn = held.get(next.userId)!
    turn.given += 1
    turn.round += 1
    if (!givesBack(rotation, next, turns)) return next
  }
}

/** Whether somebody whose turn it is has to give a lead back, so that another of the free gets this one; counted. */
export function givesBack({ rule, free }: Rotation, { userId }: Rep, turns: Turns): boolean {
  const turn = turns.get(rule.id)?.get(userId)
  if (!turn || turn.owed >= 0 || free.length < 2) return false
  turn.owed += 1
  return true
}

function turnsOf(turns: Turns, key: string): Map<string, Turn> {
  const held = turns.get(key) ?? new Map<string, Turn>()
  turns.set(key, held)
  return held
}

function turnOf(held: Map<string, Turn>, userId: string): Turn {
  const turn = held.get(userId) ?? { ...freshTurn }
  held.set(userId, turn)
  return turn
}

// Where the eligible are not those of last time, a new round begins: what each is owed so far is carried over.
function enter({ rule, all, free }: Rotation, held: Map<string, Turn>): void {
  const eligible = new Set(free.map(({ userId }) => userId))
  const present = [...held].filter(([, turn]) => turn.present)
  const same =
    present.length === free.length &&
    present.every(([userId, turn]) => eligible.has(userId) && turn.weight === weightOf(rule, userId))
  if (same) return
  const sums = sumsOf(present.map(([, turn]) => turn))
  for (const [, turn] of present) Object.assign(turn, { carry: owedOf(turn, sums), round: 0, present: false })
  const known = new Set(all.map(({ userId }) => userId))
  for (const [userId, turn] of held)
    if (!known.has(userId) && (turn.carry !== 0 || turn.owed !== 0))
      Object.assign(turn, { carry: 0, owed: 0 })
  for (const { userId } of free)
    Object.assign(turnOf(held, userId), { present: true, weight: weightOf(rule, userId) })
}

/** A rep's weight in a rule; 0: they get none by it. */
export function weightOf({ strategy }: AssignRule, userId: string): number {
  return strategy.kind === 'roundRobin' ? (strategy.weights?.[userId] ?? 1) : 1
}

// The share that somebody absent would have had of this lead; a whole lead of them is owed.
function missTurn({ rule, all, free }: Rotation, turns: Turns): void {
  const absent = all.filter((rep) => {
    const because = obstacle(rep, rule.hours)
    return because !== undefined && isOff(because)
  })
  if (absent.length === 0) return
  const weights = [...free, ...absent].reduce((sum, { userId }) => sum + weightOf(rule, userId), 0)
  const owed = turnsOf(turns, rule.id)
  for (const { userId } of absent) {
    const turn = turnOf(owed, userId)
    turn.missed += Math.round((1_000_000 * weightOf(rule, userId)) / weights)
    if (turn.missed < 1_000_000) continue
    turn.missed -= 1_000_000
    turn.owed += 1
  }
}

export type Period = 'day' | 'week' | 'month'

const countIn = { day: 'dayGiven', week: 'weekGiven', month: 'monthGiven' } as const

/** What a rep has got by a rule in the day, week (from Monday) or month of the roster's day. */
export function givenBy(ruleId: string, rep: Rep, { of, roster }: { of: Period; roster: Roster }): number {
  const turn = roster.turns.get(ruleId)?.get(rep.userId)
  if (!turn || turn.day === null || !isSame(of, turn.day, roster.day)) return 0
  return turn[countIn[of]]
}

/** Counts a lead that a rep got by a rule that has limits. */
export function countGiven(rule: AssignRule, rep: Rep, roster: Roster): void {
  if (!rule.caps && rule.strategy.kind !== 'quota') return
  const counts = (['day', 'week', 'month'] as const).map(
    (of) => [countIn[of], givenBy(rule.id, rep, { of, roster }) + 1] as const,
  )
  Object.assign(turnOf(turnsOf(roster.turns, rule.id), rep.userId), Object.fromEntries(counts), {
    day: roster.day,
  })
}

function isSame(period: Period, a: string, b: string): boolean {
  if (a === b || period === 'day') return a === b
  return period === 'month' ? a.slice(0, 7) === b.slice(0, 7) : mondayOf(a) === mondayOf(b)
}
