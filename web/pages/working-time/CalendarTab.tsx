import { Button, Checkbox, Radio } from 'antd'
import { useState } from 'react'
import { readCalendar, readMonth, setCalendar } from '../../../contract/working-time.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { Month } from './Month.tsx'
import { usualWeek } from './spans.ts'
import { WeekFields } from './WeekFields.tsx'
import { timeWords } from './words.ts'
import { Years } from './Years.tsx'

interface CalendarTabProps {
  month: string | undefined
  onMonth: (month: string) => void
}

/** The organisation's hours, and the month they make. */
export function CalendarTab({ month, onMonth }: CalendarTabProps) {
  const calendar = useEndpoint(readCalendar, {})
  return (
    <Answer of={calendar}>
      {(held) => (
        <div className="calendar-tab">
          <Hours key={JSON.stringify(held.calendar)} held={held} />
          <Month month={month} onMonth={onMonth} editable={held.calendar?.kind === 'hours'} />
        </div>
      )}
    </Answer>
  )
}

function Hours({ held: { calendar, timeZone, holidaysUntil } }: { held: Reply<typeof readCalendar> }) {
  const w = useWords(timeWords)
  const toast = useToast()
  const admin = useIs('admin')
  const hours = calendar?.kind === 'hours' ? calendar : undefined
  const [kind, setKind] = useState(calendar?.kind)
  const [week, setWeek] = useState<typeof usualWeek | undefined>(hours?.week ?? usualWeek)
  const [holidays, setHolidays] = useState(hours ? hours.holidays === 'cn' : true)
  const keep = useVerb(setCalendar, [readCalendar, readMonth])
  const save = () => {
    const body =
      kind === 'always'
        ? { kind }
        : {
            kind: 'hours' as const,
            week: week ?? usualWeek,
            holidays: holidays ? ('cn' as const) : ('none' as const),
          }
    keep.mutate({ body }, { onSuccess: () => toast.done(w.saved), onError: toast.refused })
  }
  return (
    <Section title={w.title} about={timeZone}>
      {calendar === null ? (
        <p className="banner" data-tone="ochre">
          {w.unset}
        </p>
      ) : null}
      <Radio.Group
        className="calendar-kind"
        value={kind}
        disabled={!admin}
        onChange={({ target }) => setKind(target.value as 'always' | 'hours')}
        options={[
          { value: 'hours', label: w.hours },
          { value: 'always', label: w.always },
        ]}
      />
      {kind === 'hours' ? (
        <>
          <WeekFields week={hours?.week ?? usualWeek} disabled={!admin} onChange={setWeek} />
          <Checkbox
            checked={holidays}
            disabled={!admin}
            onChange={({ target }) => setHolidays(target.checked)}
          >
            {w.holidays}
          </Checkbox>
          {holidays ? <Years until={holidaysUntil} years={hours ? (hours.years ?? []) : undefined} /> : null}
        </>
      ) : null}
      {admin ? (
        <Button
          type="primary"
          loading={keep.isPending}
          disabled={!kind || (kind === 'hours' && !week)}
          title={kind === 'hours' && !week ? w.badSpans : ''}
          onClick={save}
        >
          {w.save}
        </Button>
      ) : (
        <p className="quiet">{w.adminOnly}</p>
      )}
    </Section>
  )
}
