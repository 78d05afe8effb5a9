import { tryRules } from '../../../contract/policy.ts'
import type { AssignPolicy } from '../../../contract/policy.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import type { Reply, Sent } from '../../app/api.ts'
import { useVerb } from '../../app/queries.ts'

/** What the rules said of a lead, with the lead as conditions see it where it is a held one. */
export type Trial = Reply<typeof tryRules> & { readonly facts?: LeadFacts }
export type TrialLead = NonNullable<Sent<typeof tryRules>['body']>['lead']

/** Tries a draft's rules on one lead; nothing is written. */
export function useTrial(draft: AssignPolicy, onTrial: (trial: Trial | undefined) => void) {
  const verb = useVerb(tryRules)
  const run = (lead: TrialLead, facts?: LeadFacts) =>
    verb.mutate(
      { body: { lead, draft } },
      { onSuccess: (told) => onTrial({ ...told, ...(facts ? { facts } : {}) }) },
    )
  const clear = () => {
    verb.reset()
    onTrial(undefined)
  }
  return { told: verb.data, error: verb.error, busy: verb.isPending, run, clear }
}
