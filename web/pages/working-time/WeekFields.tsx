import { Input } from 'antd'
import { useState } from 'react'
import type { Week } from '../../../contract/working-time.ts'
import { useWords } from '../../app/language.tsx'
import { readSpans, saySpans } from './spans.ts'
import { timeWords } from './words.ts'

interface WeekFieldsProps {
  week: Week
  disabled?: boolean
  /** undefined while a line is not to be read. */
  onChange: (week: Week | undefined) => void
}

/** The spans of each weekday, one line a day; an empty one is a day off. */
export function WeekFields({ week, disabled = false, onChange }: WeekFieldsProps) {
  const w = useWords(timeWords)
  const [texts, setTexts] = useState(() => week.map(saySpans))
  const write = (at: number, text: string) => {
    const next = texts.with(at, text)
    setTexts(next)
    const read = next.map(readSpans)
    onChange(read.every((spans) => spans !== undefined) ? read : undefined)
  }
  return (
    <div className="week">
      {w.weekdays.split(' ').map((name, at) => {
        const bad = readSpans(texts[at] ?? '') === undefined
        return (
          <label key={name} className="week-day">
            <span>{name}</span>
            <Input
              value={texts[at] ?? ''}
              disabled={disabled}
              placeholder={w.off}
              status={bad ? 'error' : ''}
              title={bad ? w.badSpans : w.spansHint}
              onChange={({ target }) => write(at, target.value)}
            />
          </label>
        )
      })}
    </div>
  )
}
