import { Tooltip } from 'antd'
import type { Field } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { FactValue } from '../lead/FactValue.tsx'
import { leadWords } from '../lead/words.ts'
import { becauseOf, isChoice, letterOf } from './reasons.ts'
import type { Preview } from './useMerge.ts'
import { mergeWords } from './words.ts'

interface FieldRowProps {
  row: Preview['fields'][number]
  /** Undefined of what is no field people edit: the touch. */
  field: Field | undefined
  leads: Preview['leads']
  onPick: (leadId: string) => void
}

/** One field of all the leads: a choice where they differ, else just what they have. */
export function FieldRow({ row, field, leads, onPick }: FieldRowProps) {
  const w = useWords(mergeWords)
  const { lang } = useLanguage()
  const label = field?.label[lang] ?? (row.field === 'touch' ? w.touch : row.field.replace(/^custom\./, ''))
  const choice = isChoice(row)
  const why = becauseOf(row.because, w)
  return (
    <tr>
      <th scope="row">{label}</th>
      {leads.map(({ leadId, name }, at) => {
        const theirs = row.alternatives.find((each) => each.leadId === leadId)
        const shown = <Shown field={field} value={theirs?.value} />
        return (
          <td key={leadId} data-beside={letterOf(at)}>
            {choice ? (
              <Choice
                name={row.field}
                label={`${label}: ${letterOf(at)} ${name ?? ''}`}
                chosen={row.leadId === leadId}
                why={row.leadId === leadId ? why : undefined}
                onPick={() => onPick(leadId)}
              >
                {shown}
                {theirs && !isEmpty(theirs.value) ? <RelativeTime at={theirs.at} /> : null}
              </Choice>
            ) : (
              shown
            )}
          </td>
        )
      })}
      <td className="merge-result">
        <Shown field={field} value={row.value} />
        <small>{why}</small>
      </td>
    </tr>
  )
}

interface ChoiceProps {
  name: string
  label: string
  chosen: boolean
  /** Why it is the chosen one, on hover. */
  why?: string | undefined
  onPick: () => void
  children: React.ReactNode
}

/** One of several, as a radio: arrows go from one to the next, Enter sends the whole. */
export function Choice({ name, label, chosen, why, onPick, children }: ChoiceProps) {
  const choice = (
    <label className="merge-choice" data-chosen={chosen || undefined}>
      <input type="radio" name={name} aria-label={label} checked={chosen} onChange={onPick} />
      <span className="merge-value">{children}</span>
    </label>
  )
  return why ? <Tooltip title={why}>{choice}</Tooltip> : choice
}

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

function Shown({ field, value }: { field: Field | undefined; value: unknown }) {
  const w = useWords(mergeWords)
  const l = useWords(leadWords)
  if (isEmpty(value)) return <span className="faint">{w.empty}</span>
  if (field) return <FactValue field={field} value={value} />
  if (typeof value !== 'object' || value === null) return <>{String(value)}</>
  const parts = Object.values(value).filter((part) => typeof part === 'string')
  return parts.length > 0 ? <>{parts.join(' · ')}</> : <span className="faint">{l.none}</span>
}
