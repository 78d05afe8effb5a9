import type { Words } from '../../app/language.tsx'
import type { Told } from './useTrial.ts'
import type { rulesWords } from './words.ts'

/** What says whose the lead is: 片区“华东”. */
export function pointedAs(
  { kind, name }: NonNullable<Told['rules'][number]['pointed']>,
  w: Words<typeof rulesWords>,
): string {
  const of = {
    customer: w.byCustomer,
    lead: w.byLead,
    referrer: w.byReferrer,
    territory: w.byTerritory,
    cohort: w.byCohort,
  }
  return name ? w.pointedBy(of[kind], name) : of[kind]
}
