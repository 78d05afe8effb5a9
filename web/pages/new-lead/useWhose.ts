import { readLead } from '../../../contract/lead.ts'
import { searchLeads } from '../../../contract/views.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { leadWords } from '../lead/words.ts'
import type { Captured } from './useTyping.ts'
import { newWords } from './words.ts'

/** Who has the person that was typed again: told with the answer, by the lead itself, or by its number when it is out of sight. */
export function useWhose({ status, holder, leadId }: Captured, phone: string): string {
  const w = useWords(newWords)
  const l = useWords(leadWords)
  const known = status === 'merged' || status === 'duplicate'
  const lead = useEndpoint(
    readLead,
    { params: { leadId: leadId ?? '' } },
    { enabled: known && !holder?.name && leadId !== null, retry: false },
  )
  const elsewhere = useEndpoint(
    searchLeads,
    { query: { q: phone, limit: 1 } },
    { enabled: lead.isError && phone !== '', retry: false },
  )
  const { name, kind } = holder?.name ? holder : (lead.data?.holder ?? { name: null, kind: undefined })
  return name ?? (kind ? l[kind] : undefined) ?? elsewhere.data?.exists?.holderName ?? w.someone
}
