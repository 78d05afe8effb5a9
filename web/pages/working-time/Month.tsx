import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { clearDay, readCalendar, readMonth, setDay } from '../../../contract/working-time.ts'
import type { MonthDay } from '../../../contract/working-time.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { saySpans } from './spans.ts'
import { timeWords } from './words.ts'

interface MonthProps {
  month: string | undefined
  onMonth: (month: string) => void
  editable: boolean
}

/** A month, Monday first: which days are worked, and what says so. */
export function Month({ month: asked, onMonth, editable }: MonthProps) {
  const [current] = useState(() => new Date().toISOString().slice(0, 7))
  const month = asked ?? current
  const w = useWords(timeWords)
  const admin = useIs('admin')
  const days = useEndpoint(readMonth, { query: { month } }, { keep: true })
  const step = (by: number) => {
    const [year = 0, at = 1] = month.split('-').map(Number)
    onMonth(new Date(Date.UTC(year, at - 1 + by, 1)).toISOString().slice(0, 7))
  }
  return (
    <Section
      title={month}
      actions={
        <>
          <Button size="small" aria-label={w.before} onClick={() => step(-1)}>
            ‹
          </Button>
          <Button size="small" aria-label={w.after} onClick={() => step(1)}>
            ›
          </Button>
        </>
      }
    >
      <Answer of={days}>
        {({ days: all }) => (
          <div className="month">
            {w.weekdays.split(' ').map((name) => (
              <span key={name} className="month-head">
                {name}
              </span>
            ))}
            {all.map((day, i) => (
              <Day key={day.day} of={day} first={i === 0} editable={editable && admin} />
            ))}
          </div>
        )}
      </Answer>
    </Section>
  )
}

function Day({ of, first, editable }: { of: MonthDay; first: boolean; editable: boolean }) {
  const w = useWords(timeWords)
  const { lang } = useLanguage()
  const [open, setOpen] = useState(false)
  const column = first ? ((new Date(`${of.day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1 : undefined
  const why = of.by === 'weekday' || of.by === 'always' ? '' : (of.name?.[lang] ?? w[of.by])
  const tag = of.by === 'makeUp' ? w.makeUp : of.works ? w.works : w.off
  const cell = (
    <button
      type="button"
      className="month-day"
      data-works={of.works}
      data-by={of.by}
      style={column ? { gridColumnStart: column } : undefined}
      disabled={!editable}
      title={[of.day, why, tag, saySpans(of.spans)].filter(Boolean).join(' · ')}
    >
      <b>{Number(of.day.slice(8))}</b>
      <span className="month-why">{why || (of.works ? '' : w.off)}</span>
      {of.by === 'makeUp' || of.by === 'own' ? <span className="month-tag">{tag}</span> : null}
    </button>
  )
  if (!editable) return cell
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      title={of.day}
      content={<OwnDay of={of} onDone={() => setOpen(false)} />}
    >
      {cell}
    </Popover>
  )
}

function OwnDay({ of: { day, name, by }, onDone }: { of: MonthDay; onDone: () => void }) {
  const w = useWords(timeWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const [called, setCalled] = useState(name?.[lang] ?? '')
  const set = useVerb(setDay, [readMonth, readCalendar])
  const clear = useVerb(clearDay, [readMonth, readCalendar])
  const after = { onSuccess: onDone, onError: toast.refused }
  const say = (kind: 'off' | 'work') =>
    set.mutate(
      { params: { day }, body: { kind, name: called.trim() || (kind === 'off' ? w.off : w.works) } },
      after,
    )
  return (
    <div className="own-day">
      <Input
        value={called}
        maxLength={60}
        placeholder={w.dayName}
        aria-label={w.dayName}
        onChange={({ target }) => setCalled(target.value)}
      />
      <Button onClick={() => say('off')}>{w.makeOff}</Button>
      <Button onClick={() => say('work')}>{w.makeWork}</Button>
      {by === 'own' ? (
        <Button onClick={() => clear.mutate({ params: { day } }, after)}>{w.clear}</Button>
      ) : null}
    </div>
  )
}
