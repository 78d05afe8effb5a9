import type { listLeads, readLead } from '../../../contract/lead.ts'
import type { Reply } from '../../app/api.ts'

/** A line of a list, as the wire has it. */
export type Row = Reply<typeof listLeads>['items'][number]
/** A line that has just left the list, with the sentence of where it went. */
export type ListRow = Row & { gone?: string }
/** One lead with everything its page shows. */
export type Lead = Reply<typeof readLead>
export type TrailEntry = Lead['trail'][number]
export type Activity = Lead['activities'][number]

export type Verb =
  | 'edit'
  | 'log'
  | 'stage'
  | 'tag'
  | 'share'
  | 'assign'
  | 'release'
  | 'claim'
  | 'letGo'
  | 'merge'

/** Why the reader may not do something here; undefined when they may. */
export function obstacle({ can }: Lead, verb: Verb): string | undefined {
  const answer = can[verb]
  return answer === undefined || answer === true ? undefined : answer.message
}

/** Whether it makes sense for such a lead at all: what the server does not name has no button. */
export function knows({ can }: Lead, verb: Verb): boolean {
  return can[verb] !== undefined
}

/** 采购总监 · 仁科互动, whatever of it is known. */
export function workplace({ title, company }: Pick<Row, 'title' | 'company'>): string {
  return [title, company].filter(Boolean).join(' · ')
}
