import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { useToast } from '../../ui/useToast.tsx'
import { arrivingOf, typedFields } from './fields.ts'
import { mostRows, readSheet } from './sheet.ts'
import type { Sheet } from './sheet.ts'
import { SheetGrid } from './SheetGrid.tsx'
import { SourcePicker, useSource } from './SourcePicker.tsx'
import { useTyping } from './useTyping.ts'
import type { Captured } from './useTyping.ts'
import { newWords } from './words.ts'

type Answers = ReadonlyMap<number, Captured>
const none: Answers = new Map()

/** Rows pasted from a spreadsheet: looked at as a grid, saved at once, what is missing filled in where it stands. */
export function PasteSheet() {
  const w = useWords(newWords)
  const { fields } = useVocabulary()
  const [sheet, setSheet] = useState<Sheet | undefined>()
  const [total, setTotal] = useState(0)
  const { usual, more } = typedFields(fields)
  const read = (text: string) => {
    const found = readSheet(text, fields, [...usual, ...more])
    setTotal(found.rows.length)
    if (found.rows.length > 0) setSheet({ ...found, rows: found.rows.slice(0, mostRows) })
  }
  if (sheet)
    return <Pasted sheet={sheet} total={total} onChange={setSheet} onOver={() => setSheet(undefined)} />
  return (
    <div className="paste">
      <p className="faint">{w.pasteHint}</p>
      <Input.TextArea
        aria-label={w.pasteArea}
        placeholder={w.pasteArea}
        autoFocus
        rows={8}
        value=""
        onChange={(event) => read(event.target.value)}
      />
    </div>
  )
}

interface PastedProps {
  sheet: Sheet
  total: number
  onChange: (sheet: Sheet) => void
  onOver: () => void
}

function Pasted({ sheet, total, onChange, onOver }: PastedProps) {
  const w = useWords(newWords)
  const usual = useSource()
  const [chosen, setChosen] = useState('')
  const source = chosen || usual
  const { answers, busy, send, forget } = useSending(sheet, source)
  const open = sheet.rows.flatMap((_, row) => (isSettled(answers.get(row)) ? [] : [row]))
  const missing = open.filter((row) => answers.get(row)?.status === 'rejected')
  return (
    <div className="paste">
      {total > mostRows ? (
        <p className="fact-problem">
          {w.pasteOver(total)} <Link to="/imports">{w.toImport}</Link>
        </p>
      ) : null}
      <SheetGrid sheet={sheet} answers={answers} onChange={onChange} onTouch={forget} />
      <div className="new-foot">
        <div className="paste-source">
          <label htmlFor="paste-source">{w.source}</label>
          <SourcePicker id="paste-source" value={source} onChange={setChosen} />
        </div>
        {open.length > 0 ? (
          <Button
            type="primary"
            loading={busy}
            disabled={!source || sheet.columns.every((field) => field === '')}
            onClick={() => void send(open, false)}
          >
            {w.saveRows(open.length)}
          </Button>
        ) : null}
        {missing.length > 0 ? (
          <Button disabled={busy || !source} onClick={() => void send(missing, true)}>
            {w.rowsKeep(missing.length)}
          </Button>
        ) : null}
        {open.length === 0 ? <Link to="/leads">{w.seeList}</Link> : null}
        <Button type="text" onClick={onOver}>
          {w.startOver}
        </Button>
      </div>
    </div>
  )
}

/** What needs nothing more: everything but a row that was never sent or lacks something. */
function isSettled(answer: Captured | undefined): boolean {
  return answer !== undefined && answer.status !== 'rejected'
}

function useSending(sheet: Sheet, source: string) {
  const w = useWords(newWords)
  const toast = useToast()
  const type = useTyping()
  const [answers, setAnswers] = useState(none)
  const [busy, setBusy] = useState(false)
  const send = async (rows: readonly number[], keepAnyway: boolean) => {
    setBusy(true)
    try {
      const results = await type(
        rows.map((row) => arrivingOf(typedIn(sheet, row), source)),
        keepAnyway,
      )
      const next = new Map([
        ...answers,
        ...results.map((result, at) => [rows[at] as number, result] as const),
      ])
      setAnswers(next)
      const count = (...statuses: Captured['status'][]) =>
        results.filter(({ status }) => statuses.includes(status)).length
      toast.done(
        w.rowsDone(
          count('created', 'quarantined', 'undecided'),
          count('merged', 'duplicate'),
          count('rejected'),
        ),
      )
    } catch (error) {
      toast.refused(error)
    } finally {
      setBusy(false)
    }
  }
  const forget = () => setAnswers(none)
  return { answers, busy, send, forget }
}

function typedIn({ columns, rows }: Sheet, row: number): Record<string, unknown> {
  const cells = columns.map((field, at) => [field, rows[row]?.[at] ?? ''] as const)
  return Object.fromEntries(cells.filter(([field]) => field !== ''))
}
