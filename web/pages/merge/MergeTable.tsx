import { facts } from '../../../rules/fields.ts'
import { useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { Tags } from '../../ui/Tags.tsx'
import { FieldRow } from './FieldRow.tsx'
import { HolderRow } from './HolderRow.tsx'
import { LeadHead } from './LeadHead.tsx'
import type { Merging, Preview } from './useMerge.ts'
import { mergeWords } from './words.ts'

interface MergeTableProps {
  preview: Preview
  merging: Merging
}

/** The order in which people read a lead; custom fields after, where it came from last. */
const order: readonly string[] = facts

/** A column for each lead, a line for each field, and at the right what the one lead would be. */
export function MergeTable({ preview, merging }: MergeTableProps) {
  const w = useWords(mergeWords)
  const { fields } = useVocabulary()
  const place = ({ field }: Preview['fields'][number]) => {
    const at = order.indexOf(field)
    return at >= 0 ? at : field === 'touch' ? 99 : 50
  }
  const shown = preview.fields
    .filter(({ because }) => because !== 'none')
    .toSorted((a, b) => place(a) - place(b) || a.field.localeCompare(b.field))
  return (
    <div className="merge-scroll">
      <table className="merge-table">
        <thead>
          <tr>
            <th scope="col">{w.survivor}</th>
            {preview.leads.map((lead, at) => (
              <th scope="col" key={lead.leadId} data-ends={lead.leadId !== preview.survivorId || undefined}>
                <LeadHead lead={lead} at={at} preview={preview} onKeep={() => merging.keep(lead.leadId)} />
              </th>
            ))}
            <th scope="col" className="merge-result">
              {w.result}
            </th>
          </tr>
        </thead>
        <tbody>
          <HolderRow preview={preview} onPick={(leadId) => merging.pick('holder', leadId)} />
          {shown.map((row) => (
            <FieldRow
              key={row.field}
              row={row}
              field={fields.get(row.field)}
              leads={preview.leads}
              onPick={(leadId) => merging.pick(row.field, leadId)}
            />
          ))}
          {preview.tags.length > 0 ? (
            <tr>
              <th scope="row">{w.tags}</th>
              <td colSpan={preview.leads.length} className="merge-alike">
                {w.united}
              </td>
              <td className="merge-result">
                <Tags tags={preview.tags} />
              </td>
            </tr>
          ) : null}
          <tr>
            <th scope="row">{w.score}</th>
            {preview.leads.map(({ leadId, score, grade }) => (
              <td key={leadId} className="figure">
                {[grade, score].filter((part) => part !== '').join(' · ')}
              </td>
            ))}
            <td className="merge-result figure">
              {[preview.score.grade, preview.score.score].filter((part) => part !== '').join(' · ')}
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}
