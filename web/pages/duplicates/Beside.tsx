import { Link } from '@tanstack/react-router'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { formatPhone } from '../../ui/format.ts'
import { Region } from '../../ui/Region.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { leadWords } from '../lead/words.ts'
import { comparedFields, markOf, valueOf } from './compare.ts'
import type { Mark } from './compare.ts'
import { HolderName } from './PairLines.tsx'
import type { Pair } from './usePairs.ts'
import { nameOf } from './usePairs.ts'
import { duplicatesWords } from './words.ts'

interface BesideProps {
  a: Pair['a']
  b: Pair['b']
  /** Fields that were compared besides those of every lead. */
  also: readonly string[]
}

const signs: Readonly<Record<Mark, string>> = {
  equal: '=',
  unequal: '≠',
  onlyOne: '·',
  hidden: '?',
  none: '',
}

/** Two leads, a line a field, with a sign whether they say the same. */
export function Beside({ a, b, also }: BesideProps) {
  const w = useWords(duplicatesWords)
  const l = useWords(leadWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  return (
    <table className="pair-beside">
      <caption className="unseen">{w.beside}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{w.field}</span>
          </th>
          {[a, b].map((lead) => (
            <th scope="col" key={lead.leadId}>
              <Link to="/leads/$leadId" params={{ leadId: lead.leadId }} title={w.openLead}>
                {nameOf(lead, w)}
              </Link>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {comparedFields(a, b, also).map((field) => {
          const mark = markOf(a, b, field)
          return (
            <tr key={field} data-mark={mark}>
              <th scope="row">
                {fields.get(field)?.label[lang] ?? field.replace('custom.', '')}
                <span className="pair-sign" title={mark === 'none' ? undefined : w[mark]} aria-hidden="true">
                  {signs[mark]}
                </span>
                {mark === 'none' ? null : <span className="unseen"> ({w[mark]})</span>}
              </th>
              <td>
                <Value lead={a} field={field} />
              </td>
              <td>
                <Value lead={b} field={field} />
              </td>
            </tr>
          )
        })}
        <tr>
          <th scope="row">{w.stage}</th>
          <td>{l[a.stage]}</td>
          <td>{l[b.stage]}</td>
        </tr>
        <tr>
          <th scope="row">{w.source}</th>
          <td>{a.sourceName}</td>
          <td>{b.sourceName}</td>
        </tr>
        <tr>
          <th scope="row">{w.arrived}</th>
          <td>
            <RelativeTime at={a.arrivedAt} />
          </td>
          <td>
            <RelativeTime at={b.arrivedAt} />
          </td>
        </tr>
        <tr>
          <th scope="row">{w.holder}</th>
          <td>
            <HolderName lead={a} />
          </td>
          <td>
            <HolderName lead={b} />
          </td>
        </tr>
      </tbody>
    </table>
  )
}

function Value({ lead, field }: { lead: Pair['a']; field: string }) {
  const text = valueOf(lead, field)
  if (text === '') return <span className="pair-none">—</span>
  if (field === 'region') return <Region code={text} />
  return <>{field === 'phone' ? formatPhone(text) : text}</>
}
