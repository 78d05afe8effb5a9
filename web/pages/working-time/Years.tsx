import { Button } from 'antd'
import { useState } from 'react'
import type { Calendar } from '../../../contract/working-time.ts'
import { useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { useNow } from '../../ui/useNow.ts'
import { timeWords } from './words.ts'
import { YearDialog } from './YearDialog.tsx'

export type PutYear = NonNullable<Extract<Calendar, { kind: 'hours' }>['years']>[number]

interface YearsProps {
  /** The last day of which holidays are known. */
  until: string
  /** Those put in by the organisation; undefined until its hours are saved. */
  years: readonly PutYear[] | undefined
}

/** Within these days before the known holidays run out the page says so, ms. */
const AHEAD = 60 * 86_400_000

/** Until when public holidays are known, and the years that somebody put in. */
export function Years({ until, years }: YearsProps) {
  const w = useWords(timeWords)
  const admin = useIs('admin')
  const now = useNow()
  const [open, setOpen] = useState<number>()
  const next = Number(until.slice(0, 4)) + 1
  const soon = new Date(until).getTime() - now.getTime() < AHEAD
  return (
    <div className="calendar-years">
      {soon ? (
        <p className="banner" data-tone="ochre">
          {w.endsSoon(until, next)}
        </p>
      ) : (
        <p className="quiet">{w.holidaysUntil(until)}</p>
      )}
      {admin && years ? (
        <>
          <Button onClick={() => setOpen(next)}>{w.addYear}</Button>
          {years.map(({ year }) => (
            <Button key={year} type="link" onClick={() => setOpen(year)}>
              {w.editYear(year)}
            </Button>
          ))}
        </>
      ) : null}
      {open === undefined ? null : (
        <YearDialog
          year={open}
          held={years?.find(({ year }) => year === open)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  )
}
