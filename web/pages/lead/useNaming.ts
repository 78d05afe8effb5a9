import { useMemo } from 'react'
import { listPurposes } from '../../../contract/consent.ts'
import { readLeadReferral } from '../../../contract/referral.ts'
import { useLanguage } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import type { Lead } from './lead.ts'
import type { Naming } from './trail.ts'

/** The organisation's names for what a trail holds as ids, in the reader's language. */
export function useNaming(): Naming {
  const { lang } = useLanguage()
  const { fields, choices } = useVocabulary()
  const purposes = useEndpoint(listPurposes, {}, { staleTime: 60_000 }).data?.items
  return useMemo(() => {
    const named = [...fields.values()].filter(({ from }) => from && from !== 'leads')
    const names = new Map(
      named.flatMap((field) => choices(field) ?? []).map(({ value, label }) => [value, label]),
    )
    return {
      lang,
      name: (id) => names.get(id),
      purpose: (key) => purposes?.find((each) => each.key === key)?.label[lang],
      field: (key) => fields.get(key)?.label[lang] ?? key.replace(/^custom\./, ''),
    }
  }, [lang, fields, choices, purposes])
}

/** The same for the trail of a lead, which names its referrers too. */
export function useTrailNaming({ leadId }: Pick<Lead, 'leadId'>): Naming {
  const naming = useNaming()
  const referrers = useEndpoint(readLeadReferral, { params: { leadId } }).data?.items
  return useMemo(() => {
    const names = new Map(referrers?.map(({ referrerId, name, code }) => [referrerId, name ?? code]))
    return { ...naming, name: (id) => naming.name(id) ?? names.get(id) }
  }, [naming, referrers])
}
