import type { Closing, HolderKind, Stage } from '../../contract/lead.ts'

/**
 * Where a lead's stage may go next. Each end but `converted` may be reopened; a converted lead is undone
 * by its own verb in the convert room, not by setting a stage.
 */
export const stageMoves: Readonly<Record<Stage, readonly Stage[]>> = {
  new: ['contacted', 'qualified', 'converted', 'lost', 'invalid'],
  contacted: ['qualified', 'converted', 'lost', 'invalid'],
  qualified: ['contacted', 'converted', 'lost', 'invalid'],
  converted: [],
  lost: ['contacted', 'new'],
  invalid: ['contacted', 'new'],
}

/** The stages that end a lead, and what its holder then is closed as. */
export const endings: Readonly<Partial<Record<Stage, Closing>>> = {
  converted: 'converted',
  lost: 'lost',
  invalid: 'invalid',
}

/**
 * Who may hold a lead next. `hold.ts` refuses every other move. Back into quarantine goes only what an import let out of
 * it that is undone; out of an end to where nobody works yet goes only what a merge had closed that is undone, and back into
 * quarantine what was dismissed out of it.
 */
export const holderMoves: Readonly<Record<HolderKind, readonly HolderKind[]>> = {
  quarantine: ['rep', 'pool', 'waiting', 'verification', 'aside', 'closed'],
  verification: ['rep', 'pool', 'waiting', 'quarantine', 'aside', 'closed'],
  waiting: ['rep', 'pool', 'quarantine', 'aside', 'closed'],
  aside: ['rep', 'pool', 'waiting', 'verification', 'quarantine', 'closed'],
  pool: ['rep', 'pool', 'quarantine', 'aside', 'closed'],
  rep: ['rep', 'pool', 'quarantine', 'aside', 'closed'],
  closed: ['rep', 'pool', 'quarantine', 'verification', 'waiting', 'aside'],
}
