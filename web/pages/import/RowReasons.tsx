import { Link } from '@tanstack/react-router'
import { useLanguage, useWords } from '../../app/language.tsx'
import type { Words } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { fateWords } from './fateWords.ts'
import { beyondReach, isSameness } from './gridColumns.ts'
import type { GridColumn } from './gridColumns.ts'
import type { Fate, ImportRow } from './job.ts'
import { RowMeant } from './RowMeant.tsx'
import { TwinRow } from './TwinRow.tsx'
import type { Fixing } from './useFix.ts'

interface RowReasonsProps {
  row: ImportRow
  /** The fate it was listed under. */
  fate: Fate
  columns: readonly GridColumn[]
  fixing: Fixing
}

/** Why a row is what it is, in sentences, with the lead or the row it is the same person as. */
export function RowReasons({ row, fate, columns, fixing }: RowReasonsProps) {
  const w = useWords(fateWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  if (fixing.saving.has(row.rowNo)) return <span role="status">{w.saving}</span>
  const nameOf = (field: string) => fields.get(field)?.label[lang] ?? field
  const said = [
    ...sentences(row, w, nameOf),
    ...beyondReach(row, columns).map((field) => w.noColumn(nameOf(field))),
  ]
  const moved = row.fate === fate ? undefined : row.fate === 'new' ? w.fixed(w.new) : w.changedTo(w[row.fate])
  return (
    <>
      {moved ? (
        <b className="row-moved" data-tone={row.fate} role="status">
          {moved}
        </b>
      ) : null}
      <RowMeant row={row} columns={columns} fixing={fixing} />
      {row.twinRow === null ? null : <TwinRow rowNo={row.twinRow} columns={columns} />}
      {row.twinLeadId === null ? null : (
        <span>
          {w.sameAsLead}{' '}
          <Link to="/leads/$leadId" params={{ leadId: row.twinLeadId }} target="_blank">
            {w.seeLead}
          </Link>
        </span>
      )}
      {said.length > 0 ? <span title={said.join('\n')}>{said.join(w.semicolon)}</span> : null}
    </>
  )
}

/** The reasons, what is missing gathered into one sentence. */
function sentences(
  { reasons }: Pick<ImportRow, 'reasons'>,
  w: Words<typeof fateWords>,
  nameOf: (field: string) => string,
): string[] {
  const missing = reasons.flatMap(({ code, field }) =>
    code === 'gate.missing' && field ? nameOf(field) : [],
  )
  // The link to the twin says that better.
  const others = reasons
    .filter((reason) => reason.code !== 'gate.missing' && !isSameness(reason))
    .map(({ message }) => message)
  return missing.length > 0 ? [w.missing(missing.join(w.and)), ...others] : others
}
