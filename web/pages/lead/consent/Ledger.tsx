import type { ConsentPurpose } from '../../../../contract/consent.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import type { Held } from './standing.ts'
import { consentWords } from './words.ts'

interface LedgerProps {
  items: Held['items']
  purposes: readonly ConsentPurpose[]
}

/** Every row there is, newest first: what was said, by which text, with which proof, and who recorded it. */
export function Ledger({ items, purposes }: LedgerProps) {
  const w = useWords(consentWords)
  const { lang } = useLanguage()
  const named = new Map(purposes.map(({ key, label }) => [key, label[lang]]))
  return (
    <ol className="ledger">
      {items.map((row) => (
        <li key={row.consentId} data-void={row.void || undefined}>
          <div className="ledger-said">
            <span>
              <b>{row.granted ? w.yes : w.no}</b>{' '}
              {row.purpose === 'any' ? w.everything : (named.get(row.purpose) ?? row.purpose)}
              {' · '}
              {w[row.channel]}
            </span>
            <RelativeTime at={row.at} />
          </div>
          <small>
            {[
              w[row.evidence['door'] as 'form'] ?? '',
              row.textVersion ? w.version(row.textVersion) : '',
              w.by(row.actor.name ?? w[row.actor.kind as 'form'] ?? w.system),
              row.granted && !row.firm ? w.claimed : '',
              row.void ? w.void : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
          <Proof evidence={row.evidence} hash={row.textHash} />
        </li>
      ))}
    </ol>
  )
}

/** What the sealed part of the evidence says; ids of the house are the export's. */
const own = new Set(['door', 'arrivalId', 'sourceId', 'formId', 'importId', 'named'])

function Proof({ evidence, hash }: { evidence: Readonly<Record<string, unknown>>; hash: string | null }) {
  const w = useWords(consentWords)
  const told = Object.entries(evidence).filter(([key]) => !own.has(key))
  if (told.length === 0 && hash === null) return null
  return (
    <small className="ledger-proof">
      {told.map(([key, value]) => (
        <span key={key}>
          {w[key as 'page'] ?? key} {String(value)}
        </span>
      ))}
      {hash ? <code title={`SHA-256 ${hash}`}>{hash.slice(0, 12)}</code> : null}
    </small>
  )
}
