import { Link } from '@tanstack/react-router'
import { readLead } from '../../../contract/lead.ts'
import { facts as allFacts } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { formatPhone } from '../../ui/format.ts'
import { Region } from '../../ui/Region.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import type { ListRow } from '../lead/lead.ts'
import { quarantineWords } from './words.ts'

/** Why a lead is in quarantine, in the gate's own sentences. */
export function Sentences({ leadId }: { leadId: string }) {
  const w = useWords(quarantineWords)
  const lead = useEndpoint(readLead, { params: { leadId } })
  const reasons = lead.data?.gateReasons ?? []
  if (reasons.length === 0) return null
  return (
    <div className="notice notice-ochre">
      <b>{w.reasons}</b>
      <ul>
        {reasons.map(({ code, field, message }) => (
          <li key={`${code} ${field}`}>{message}</li>
        ))}
      </ul>
    </div>
  )
}

const shown = allFacts.filter((fact) => fact !== 'note')

/** What is known of it: it often tells what is missing. */
export function Known({ row }: { row: ListRow }) {
  const w = useWords(quarantineWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const facts = shown.filter((key) => row[key])
  return (
    <section className="known" aria-label={w.facts}>
      <dl>
        {facts.map((key) => (
          <div key={key}>
            <dt>{fields.get(key)?.label[lang] ?? key}</dt>
            <dd>
              {key === 'region' ? (
                <Region code={row[key] ?? ''} />
              ) : key === 'phone' ? (
                formatPhone(row[key] ?? '')
              ) : (
                row[key]
              )}
            </dd>
          </div>
        ))}
        <div>
          <dt>{w.source}</dt>
          <dd>
            {row.sourceName} · <RelativeTime at={row.arrivedAt} />
          </dd>
        </div>
      </dl>
      <Link to="/leads/$leadId" params={{ leadId: row.leadId }}>
        {w.openPage}
      </Link>
    </section>
  )
}
