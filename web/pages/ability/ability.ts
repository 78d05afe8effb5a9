import type { listAbilities, listAbilityLeads, readAbility } from '../../../contract/ability.ts'
import type { Reply } from '../../app/api.ts'

export type Listed = Reply<typeof listAbilities>
export type Cell = Listed['items'][number]
export type Rep = Listed['reps'][number]
export type RepPage = Reply<typeof readAbility>
export type Lead = Reply<typeof listAbilityLeads>['items'][number]

/** Leads that count. */
export const leadsOf = ({ won, lost, stale }: Pick<Cell, 'won' | 'lost' | 'stale'>) => won + lost + stale

/** How good somebody is for sure, against what all win of the same leads: what a list of them is sorted by. */
export const sureOf = ({ low, base }: Cell) => low / base
