import { DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { relativeTime } from '../../ui/format.ts'
import { useNow } from '../../ui/useNow.ts'
import type { Lead } from './lead.ts'
import { quickTimes } from './nextTimes.ts'
import { composerWords } from './outcomeWords.ts'
import type { Next } from './useDraft.ts'

interface NextPickerProps {
  lead: Lead
  value: Next
  onChange: (next: Next) => void
}

/** The next step and when: the usual times at one tap, any other by the calendar. */
export function NextPicker({ lead, value, onChange }: NextPickerProps) {
  const w = useWords(composerWords)
  const { lang } = useLanguage()
  const now = useNow()
  const [calendar, setCalendar] = useState(false)
  const { step, at } = value.keep ? { step: '', at: null } : value
  const choose = (then: Date | null) => onChange({ keep: false, step, at: then?.toISOString() ?? null })
  const quick = quickTimes(now)
  const other = at !== null && !quick.some((each) => each.at.toISOString() === at)
  return (
    <div className="next" role="group" aria-label={w.next}>
      <div className="chips">
        <span className="next-label">{w.next}</span>
        {lead.nextAt ? (
          <Chip on={value.keep} onPick={() => onChange({ keep: true })}>
            {[relativeTime(new Date(lead.nextAt), now, { lang }), lead.nextStep].filter(Boolean).join(' ')}
          </Chip>
        ) : null}
        {quick.map(({ key, at: then }) => (
          <Chip
            key={key}
            on={at === then.toISOString()}
            onPick={() => choose(at === then.toISOString() ? null : then)}
          >
            {w[key]}
          </Chip>
        ))}
        {calendar || other ? (
          <DatePicker
            aria-label={w.when}
            autoFocus={calendar}
            defaultOpen={calendar}
            showTime={{ format: 'HH:mm', minuteStep: 5 }}
            format="MM-DD HH:mm"
            minDate={dayjs(now)}
            value={at ? dayjs(at) : null}
            onChange={(day) => choose(day?.toDate() ?? null)}
            onOpenChange={(open) => setCalendar(open)}
          />
        ) : (
          <Chip on={false} onPick={() => setCalendar(true)}>
            {w.other}
          </Chip>
        )}
        {lead.nextAt ? (
          <Chip on={!value.keep && at === null} onPick={() => choose(null)}>
            {w.noNext}
          </Chip>
        ) : null}
      </div>
      {at ? (
        <Input
          aria-label={w.nextPrompt}
          placeholder={w.nextPrompt}
          maxLength={500}
          value={step}
          onChange={(event) => onChange({ keep: false, step: event.target.value, at })}
        />
      ) : null}
    </div>
  )
}

function Chip({ on, onPick, children }: { on: boolean; onPick: () => void; children: React.ReactNode }) {
  return (
    <button type="button" className="chip" aria-pressed={on} onClick={onPick}>
      {children}
    </button>
  )
}
