import { useWords } from '../../app/language.tsx'
import { leadWords } from '../lead/words.ts'
import { Choice } from './FieldRow.tsx'
import { letterOf } from './reasons.ts'
import type { Preview } from './useMerge.ts'
import { mergeWords } from './words.ts'

/** Whose holder the one lead will have: a choice where they differ. */
export function HolderRow({ preview, onPick }: { preview: Preview; onPick: (leadId: string) => void }) {
  const w = useWords(mergeWords)
  const l = useWords(leadWords)
  const { leads, holder } = preview
  const nameOf = ({ holder: { kind, name } }: Preview['leads'][number]) => name ?? l[kind]
  const ways = new Set(leads.map(({ holder: { kind, id } }) => `${kind} ${id}`))
  const survivor = leads.find(({ leadId }) => leadId === preview.survivorId)
  const fixed = ways.size < 2 || survivor?.holder.kind === 'closed'
  const chosen = leads.find(({ leadId }) => leadId === holder.leadId)
  const why = { picked: w.picked, survivor: w.survivorOwn, held: w.byHeld }[holder.because]
  return (
    <tr>
      <th scope="row">{w.holder}</th>
      {leads.map((lead, at) => (
        <td key={lead.leadId} data-beside={letterOf(at)}>
          {fixed || lead.closedAs ? (
            nameOf(lead)
          ) : (
            <Choice
              name="holder"
              label={`${w.holder}: ${letterOf(at)} ${nameOf(lead)}`}
              chosen={lead.leadId === holder.leadId}
              why={lead.leadId === holder.leadId ? why : undefined}
              onPick={() => onPick(lead.leadId)}
            >
              {nameOf(lead)}
            </Choice>
          )}
        </td>
      ))}
      <td className="merge-result">
        {chosen ? nameOf(chosen) : null}
        <small>{why}</small>
      </td>
    </tr>
  )
}
