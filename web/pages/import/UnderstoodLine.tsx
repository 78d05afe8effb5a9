import { Button, InputNumber, Popover, Select } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import type { Words } from '../../app/language.tsx'
import { figure, understoodOf } from './job.ts'
import type { Job, Understood } from './job.ts'
import { mapWords } from './mapWords.ts'
import { importWords } from './words.ts'

/** Another way to read the file. */
export interface Reading {
  encoding?: string
  sheet?: string
  headerRow?: number
}

interface UnderstoodLineProps {
  job: Job
  busy: boolean
  onReread: (how: Reading) => void
}

/** What was understood of the file as one line of facts, and the way to correct it. */
export function UnderstoodLine({ job, busy, onReread }: UnderstoodLineProps) {
  const w = useWords(mapWords)
  const i = useWords(importWords)
  const { lang } = useLanguage()
  const is = understoodOf(job)
  const facts: [string, string][] = [
    ...(is.sheetName ? [[w.sheet, is.sheetName] as [string, string]] : []),
    ...(is.encoding ? [[w.encoding, is.encoding.toUpperCase()] as [string, string]] : []),
    ...(is.delimiter ? [[w.delimiter, delimiterName(is.delimiter, w)] as [string, string]] : []),
    ...(is.headerRow === undefined
      ? []
      : [[w.header, is.headerRow > 0 ? w.headerAt(is.headerRow) : w.noHeader] as [string, string]]),
    [w.rows, [w.columns(is.columns), rowsIn(job, i, lang)].filter(Boolean).join(' · ')],
  ]
  return (
    <div className="understood">
      <span className="understood-kind">{is.kind.toUpperCase()}</span>
      <dl aria-label={w.understood}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Correct is={is} busy={busy} onReread={onReread} />
    </div>
  )
}

function rowsIn({ rowsTotal, state }: Job, w: Words<typeof importWords>, lang: 'zh' | 'en'): string {
  if (rowsTotal === 0) return ''
  const shown = figure(rowsTotal, lang)
  return state === 'mapping' ? w.aboutRows(shown) : w.count(shown)
}

function delimiterName(delimiter: string, w: Words<typeof mapWords>): string {
  const names: Record<string, string> = { ',': w.comma, '\t': w.tab, ';': w.semicolon, '|': w.pipe }
  return names[delimiter] ?? delimiter
}

function Correct({
  is,
  busy,
  onReread,
}: {
  is: Understood
  busy: boolean
  onReread: (how: Reading) => void
}) {
  const w = useWords(mapWords)
  const [open, setOpen] = useState(false)
  const [how, setHow] = useState<Reading>({})
  const read = () => {
    setOpen(false)
    onReread(how)
  }
  const form = (
    <div className="correct">
      {is.encoding ? (
        <label>
          {w.encoding}
          <Select
            value={how.encoding ?? is.encoding}
            onChange={(encoding: string) => setHow((now) => ({ ...now, encoding }))}
            options={encodings(is.encoding).map((value) => ({ value, label: value.toUpperCase() }))}
          />
        </label>
      ) : null}
      {is.sheets.length > 1 ? (
        <label>
          {w.sheet}
          <Select
            value={how.sheet ?? is.sheetName}
            onChange={(sheet: string) => setHow((now) => ({ ...now, sheet }))}
            options={is.sheets.map((value) => ({ value, label: value }))}
          />
        </label>
      ) : null}
      <label>
        {w.headerRow}
        <InputNumber
          min={0}
          max={10_000}
          value={how.headerRow ?? is.headerRow ?? 1}
          onChange={(row) => setHow((now) => ({ ...now, headerRow: row ?? 0 }))}
        />
      </label>
      <Button type="primary" disabled={Object.keys(how).length === 0} onClick={read}>
        {w.reread}
      </Button>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} content={form}>
      <Button type="link" loading={busy}>
        {w.correct}
      </Button>
    </Popover>
  )
}

/** What Chinese spreadsheets come in, and the rest of the world's. */
function encodings(found: string): readonly string[] {
  const common = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'shift_jis', 'windows-1252']
  return common.includes(found.toLowerCase()) ? common : [found, ...common]
}
