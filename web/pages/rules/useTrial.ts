import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { tryRules } from '../../../contract/assign.ts'
import type { AssignPolicy } from '../../../contract/assign.ts'
import type { Fields } from '../../../rules/fields.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import { call } from '../../app/api.ts'
import type { Reply, Sent } from '../../app/api.ts'
import { askable } from './useCounts.ts'

export type Told = Reply<typeof tryRules>
export type TrialLead = NonNullable<Sent<typeof tryRules>['body']>['lead']

/** The lead being tried; a held one also as conditions see it. */
export interface Tried {
  readonly lead: TrialLead
  readonly facts?: LeadFacts
}

/** What the draft's rules say of one lead, asked again whenever the draft changes; nothing is written. */
export function useTrial(draft: AssignPolicy, fields: Fields, tried: Tried | undefined) {
  const asked = askable(draft, fields)
  return useQuery({
    queryKey: [tryRules.id, tried?.lead, JSON.stringify(asked)],
    queryFn: ({ signal }) => call(tryRules, { body: { lead: tried!.lead, draft: asked } }, signal),
    enabled: tried !== undefined && draft.fallbackPoolId !== '',
    placeholderData: (before, query) =>
      query?.queryKey[1] === tried?.lead ? keepPreviousData(before) : undefined,
  })
}
