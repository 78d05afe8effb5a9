import type { Conflict } from '../../../contract/merge.ts'
import type { Fields } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { FactValue } from '../lead/FactValue.tsx'
import { leadWords } from '../lead/words.ts'
import { Choice } from './FieldRow.tsx'
import { mergeWords } from './words.ts'

interface ConflictsProps {
  conflicts: readonly Conflict[]
  fields: Fields
  /** The fields that are to be as before. */
  restore: ReadonlySet<string>
  onChange: (restore: ReadonlySet<string>) => void
}

/** What was edited since a merge, each to be kept or restored; kept unless one says otherwise. */
export function Conflicts({ conflicts, fields, restore, onChange }: ConflictsProps) {
  const w = useWords(mergeWords)
  const l = useWords(leadWords)
  const { lang } = useLanguage()
  if (conflicts.length === 0) return null
  const set = (field: string, back: boolean) => {
    const next = new Set(restore)
    if (back) next.add(field)
    else next.delete(field)
    onChange(next)
  }
  return (
    <fieldset className="merge-conflicts">
      <legend>{w.conflicts}</legend>
      {conflicts.map(({ field, now, wouldBe }) => {
        const known = fields.get(field)
        const label = known?.label[lang] ?? (field === 'stage' ? w.stage : field.replace(/^custom\./, ''))
        const shown = (value: unknown) =>
          field === 'stage' ? (
            (l[value as 'new'] ?? String(value))
          ) : known && value !== null ? (
            <FactValue field={known} value={value} />
          ) : (
            <span className="faint">{w.empty}</span>
          )
        return (
          <div key={field} className="merge-conflict" role="group" aria-label={label}>
            <b>{label}</b>
            <Choice
              name={`undo-${field}`}
              label={`${label}: ${w.keepNow}`}
              chosen={!restore.has(field)}
              onPick={() => set(field, false)}
            >
              {shown(now)} <small>{w.keepNow}</small>
            </Choice>
            <Choice
              name={`undo-${field}`}
              label={`${label}: ${w.restoreIt}`}
              chosen={restore.has(field)}
              onPick={() => set(field, true)}
            >
              {shown(wouldBe)} <small>{w.restoreIt}</small>
            </Choice>
          </div>
        )
      })}
    </fieldset>
  )
}
