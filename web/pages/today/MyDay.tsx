import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import type { ReactNode } from 'react'
import { useWords } from '../../app/language.tsx'
import { useMe } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Page } from '../../ui/Page.tsx'
import { usePhone } from '../../ui/usePhone.ts'
import { LeadPanel } from '../lead/LeadPanel.tsx'
import { OutboxBar } from '../lead/OutboxBar.tsx'
import { PushNudge } from '../people/PushNudge.tsx'
import { AllDone, NothingToDo } from './AllDone.tsx'
import { DayStrip } from './DayStrip.tsx'
import { nextAfter } from './queue.ts'
import { QueueTable } from './QueueTable.tsx'
import { useQueue } from './useQueue.ts'
import { todayWords } from './words.ts'
import './my-day.css'

const route = getRouteApi('/shell/today')

/** A rep's queue at the left, the lead to work at the right; "save and next" goes on to the next one. */
export function MyDay({ choice }: { choice: ReactNode }) {
  const w = useWords(todayWords)
  const { lead } = route.useSearch()
  const { userId } = useMe()
  const navigate = route.useNavigate()
  const phone = usePhone()
  const { day, places, fresh, pending, rows, take } = useQueue()
  const go = (to: string | undefined, replace = false) =>
    void navigate({ search: (before) => ({ ...before, lead: to }), replace })
  const first = nextAfter(places, undefined)
  const opensFirst = !phone && lead === undefined && first !== undefined
  const openFirst = useEffectEvent(() => go(first, true))
  useEffect(() => {
    if (opensFirst) openFirst()
    // Only when the page comes without a lead in its address: later it is the reader who opens and closes.
  }, [opensFirst])
  const opened = lead === 'none' ? undefined : lead
  const onNext = () => go(nextAfter(places, opened) ?? 'none')
  return (
    <Page
      title={w.title}
      fill
      actions={
        <>
          <Link to="/ability/$userId" params={{ userId }}>
            {w.ability}
          </Link>
          {choice}
        </>
      }
      side={
        opened ? <LeadPanel leadId={opened} onClose={() => go('none', true)} onNext={onNext} /> : undefined
      }
    >
      <PushNudge />
      <OutboxBar />
      <Answer of={day} rows={10}>
        {(held) => (
          <>
            <DayStrip day={held} pending={pending} />
            {fresh > 0 && pending > 0 ? (
              <button type="button" className="day-fresh" onClick={take}>
                {w.fresh(fresh)}
              </button>
            ) : null}
            {pending === 0 && held.doneToday > 0 ? <AllDone done={held.doneToday} /> : null}
            {places.length === 0 ? (
              held.doneToday > 0 ? null : (
                <NothingToDo />
              )
            ) : (
              <QueueTable places={places} rows={rows} active={opened} onOpen={(leadId) => go(leadId)} />
            )}
          </>
        )}
      </Answer>
    </Page>
  )
}
