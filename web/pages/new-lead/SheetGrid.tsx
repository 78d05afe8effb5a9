import { CloseOutlined } from '@ant-design/icons'
import { Select } from 'antd'
import { addressOf } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { typedFields } from './fields.ts'
import type { Sheet } from './sheet.ts'
import type { Captured } from './useTyping.ts'
import { newWords } from './words.ts'

interface SheetGridProps {
  sheet: Sheet
  answers: ReadonlyMap<number, Captured>
  onChange: (sheet: Sheet) => void
  /** The rows no longer stand where they were: their answers are void. */
  onTouch: () => void
}

/** The pasted rows: what each column is, every cell open to be mended, and what became of each row. */
export function SheetGrid({ sheet, answers, onChange, onTouch }: SheetGridProps) {
  const w = useWords(newWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const { usual, more } = typedFields(fields)
  const choices = [...usual, ...more].map((field) => ({ value: addressOf(field), label: field.label[lang] }))
  const nameOf = (address: string, at: number) =>
    choices.find(({ value }) => value === address)?.label ?? w.column(at + 1)
  const settled = [...answers.values()].some(({ status }) => status !== 'rejected')
  const setColumn = (at: number, field: string) => {
    const columns = sheet.columns.map((each, other) => (other === at ? field : each === field ? '' : each))
    onChange({ ...sheet, columns })
  }
  const setCell = (row: number, at: number, text: string) => {
    const rows = sheet.rows.map((cells, other) => (other === row ? cells.with(at, text) : cells))
    onChange({ ...sheet, rows })
  }
  const drop = (row: number) => {
    onTouch()
    onChange({ ...sheet, rows: sheet.rows.toSpliced(row, 1) })
  }
  return (
    <div className="sheet" tabIndex={0} role="region" aria-label={w.paste}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="sheet-no">
              #
            </th>
            {sheet.columns.map((field, at) => (
              <th key={at} scope="col" data-out={field === '' || undefined}>
                <Select
                  size="small"
                  variant="borderless"
                  aria-label={w.column(at + 1)}
                  popupMatchSelectWidth={false}
                  disabled={settled}
                  options={[{ value: '', label: w.leaveOut }, ...choices]}
                  value={field}
                  onChange={(next) => setColumn(at, next)}
                />
              </th>
            ))}
            <th scope="col">{w.result}</th>
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((cells, row) => (
            <tr key={row} data-status={answers.get(row)?.status}>
              <th scope="row" className="sheet-no">
                {row + 1}
                {settled ? null : (
                  <button type="button" aria-label={w.dropRow(row + 1)} onClick={() => drop(row)}>
                    <CloseOutlined aria-hidden="true" />
                  </button>
                )}
              </th>
              {cells.map((cell, at) => (
                <td key={at} data-asked={isAsked(answers.get(row), sheet.columns[at]) || undefined}>
                  <input
                    aria-label={w.cell(nameOf(sheet.columns[at] ?? '', at), row + 1)}
                    value={cell}
                    disabled={
                      sheet.columns[at] === '' ||
                      (answers.has(row) && answers.get(row)?.status !== 'rejected')
                    }
                    onChange={(event) => setCell(row, at, event.target.value)}
                  />
                </td>
              ))}
              <td className="sheet-result">
                <RowAnswer answer={answers.get(row)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function isAsked(answer: Captured | undefined, field: string | undefined): boolean {
  return answer?.status === 'rejected' && answer.reasons.some((reason) => reason.field === field)
}

function RowAnswer({ answer }: { answer: Captured | undefined }) {
  const w = useWords(newWords)
  if (!answer) return null
  const { status, grade, holder, reasons } = answer
  if (status === 'created')
    return <span className="sheet-good">{[w.rowCreated, grade].filter(Boolean).join(' · ')}</span>
  if (status === 'merged' || status === 'duplicate')
    return holder?.name ? w.rowMerged(holder.name) : w.knownRow
  if (status === 'quarantined') return w.rowQuarantined
  if (status === 'undecided') return w.undecided
  return <span className="fact-problem">{reasons.map(({ message }) => message).join(w.semicolon)}</span>
}
