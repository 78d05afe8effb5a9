import { Link } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { searchLeads } from '../../../contract/views.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { leadWords } from '../lead/words.ts'
import { newWords } from './words.ts'

/** Says, while a number is typed, that it is known and who has it: nobody works a person twice. */
export function KnownPerson({ phone }: { phone: unknown }) {
  const w = useWords(newWords)
  const l = useWords(leadWords)
  const digits = useDeferredValue(typeof phone === 'string' ? phone.replace(/[^\d+]/g, '') : '')
  const whole = digits.length >= 11
  const found = useEndpoint(
    searchLeads,
    { query: { q: digits, limit: 1 } },
    { enabled: whole, staleTime: 10_000 },
  ).data
  if (!whole || !found) return null
  const [lead] = found.items
  if (lead)
    return (
      <p className="known" role="status">
        <Link to="/leads/$leadId" params={{ leadId: lead.leadId }}>
          {w.known(lead.name ?? l.nameless, lead.holder.name ?? l[lead.holder.kind])}
        </Link>
      </p>
    )
  if (!found.exists) return null
  const { holderName, holderKind } = found.exists
  return (
    <p className="known" role="status">
      {w.knownElsewhere(holderName ?? l[holderKind as 'pool'] ?? w.someone)}
    </p>
  )
}
