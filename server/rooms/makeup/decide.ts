import type { AssignPolicy } from '../../../contract/assign.ts'
import type { MakeUpState } from '../../../contract/makeup.ts'

/** How a make-up is kept; that no rule could owe it is no state of its own. */
export type State = Exclude<MakeUpState, 'no_turn'>

/** What is known of a make-up when somebody does something about it. */
export interface Standing {
  readonly state: State
  /** Whether a manager has said something of it. */
  readonly ruled: boolean
}

/** A mark that was undone, or none before. */
const fresh: ReadonlySet<State | undefined> = new Set([undefined, 'undone'])

/**
 * What a lead that is marked invalid brings: another one while the month's limit (null: none) is not reached. What a manager
 * has said of this very lead stays, however often it is reopened and marked once more.
 */
export function marked(
  before: Standing | undefined,
  { made, limit }: { made: number; limit: number | null },
): State {
  if (!fresh.has(before?.state)) return before!.state
  return limit === null || made < limit ? 'made_up' : 'refused'
}

/** What is left once the mark is undone: nothing, but for what a manager has refused or taken back. An open appeal closes. */
export function unmarked({ state, ruled }: Standing): State {
  if (state === 'appealed') return ruled ? 'taken_back' : 'undone'
  return state === 'made_up' || state === 'refused' ? 'undone' : state
}

/** Whether a rep may appeal. */
export function mayAppeal(state: State): boolean {
  return state === 'refused' || state === 'taken_back'
}

/** Leads that a change of state owes the rep: one, none, or one fewer. */
export function creditOf(before: State | undefined, after: State): number {
  return Number(after === 'made_up') - Number(before === 'made_up')
}

/** Whether a lead that was dealt by a rule can be made up for: the rule is there, and deals leads to reps. */
export function canOwe({ rules }: Pick<AssignPolicy, 'rules'>, ruleId: string): boolean {
  const kind = rules.find(({ id }) => id === ruleId)?.strategy.kind
  return kind !== undefined && !givesOtherwise.has(kind)
}

/** To whoever somebody says, or to nobody: no lead by these is anybody's turn. */
const givesOtherwise: ReadonlySet<string> = new Set(['rep', 'held', 'pool', 'claimWindow', 'hand'])
