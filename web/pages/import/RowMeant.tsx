import { BulbOutlined } from '@ant-design/icons'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { fateWords } from './fateWords.ts'
import type { GridColumn } from './gridColumns.ts'
import { meantCells } from './gridColumns.ts'
import type { ImportRow } from './job.ts'
import type { Fixing } from './useFix.ts'

interface RowMeantProps {
  row: ImportRow
  columns: readonly GridColumn[]
  fixing: Fixing
}

/** More than this are no suggestion but a list. */
const most = 3

/** What might be meant by the row: one click writes it into its cells, and the fate is told again. */
export function RowMeant({ row, columns, fixing }: RowMeantProps) {
  const w = useWords(fateWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const offered = row.suggestions.flatMap((each) => {
    const cells = meantCells(each, columns)
    return cells ? [{ ...each, cells }] : []
  })
  return (
    <>
      {offered.slice(0, most).map(({ field, value, message, cells }) => (
        <button
          key={`${field} ${value}`}
          type="button"
          className="row-meant"
          title={message}
          onClick={() => void fixing.fixCells(row.rowNo, cells)}
        >
          <BulbOutlined aria-hidden /> {w.meant(fields.get(field)?.label[lang] ?? field, value)}
        </button>
      ))}
    </>
  )
}
