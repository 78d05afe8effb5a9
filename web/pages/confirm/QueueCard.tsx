import { PhoneOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { ConfirmOutcome } from '../../../contract/confirm.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { formatPhone, relativeTime } from '../../ui/format.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { useNow } from '../../ui/useNow.ts'
import { usePhone } from '../../ui/usePhone.ts'
import { useToast } from '../../ui/useToast.tsx'
import { workplace } from '../lead/lead.ts'
import { ReasonDialog } from '../lead/ReasonDialog.tsx'
import { leadWords } from '../lead/words.ts'
import { CheckList } from './CheckList.tsx'
import { useChecks } from './useChecks.ts'
import type { Confirmed, QueueLead, useQueue } from './useQueue.ts'
import { confirmWords } from './words.ts'

interface QueueCardProps {
  lead: QueueLead
  queue: ReturnType<typeof useQueue>
}

const outcomes = ['confirmed', 'completed', 'refused', 'unreachable'] as const

/** The lead that is being confirmed: whom to call, what to check, and four ends. */
export function QueueCard({ lead, queue }: QueueCardProps) {
  const w = useWords(confirmWords)
  const l = useWords(leadWords)
  const toast = useToast()
  const phone = usePhone()
  const checks = useChecks(lead)
  const told = useTold()
  const [refusing, setRefusing] = useState(false)
  const give = async (outcome: ConfirmOutcome, reason?: string): Promise<boolean> => {
    const { patch, fields } = checks.said(outcome === 'confirmed' || outcome === 'completed')
    try {
      const body = { outcome, version: lead.version, patch, fields, ...(reason && { reason }) }
      const answer = await queue.verb.mutateAsync({ params: { leadId: lead.leadId }, body })
      toast.done(told(answer))
      await queue.next()
      return true
    } catch (error) {
      toast.refused(error)
      if (isGone(error)) await queue.next()
      return false
    }
  }
  const choose = (outcome: ConfirmOutcome) => {
    if (queue.verb.isPending) return
    if (outcome === 'refused') setRefusing(true)
    else void give(outcome)
  }
  useKeys([
    ...outcomes.map((outcome, at) => ({
      keys: String(at + 1),
      label: w[outcome],
      run: () => choose(outcome),
    })),
    { keys: 'mod+enter', whileTyping: true, run: () => choose('confirmed') },
  ])
  return (
    <section className="confirm-card" aria-label={w.lead}>
      <header>
        <h2>
          {lead.name ?? l.nameless} <small>{workplace(lead)}</small>
        </h2>
        <p className="faint">
          {lead.sourceName} · <RelativeTime at={lead.arrivedAt} /> · {w.tried(lead.tries, lead.mostTries)} ·{' '}
          <TimeLeft until={lead.until} />
        </p>
      </header>
      <Call phone={lead.phone} />
      {lead.lacks.length > 0 ? (
        <div className="notice notice-ochre">
          <b>{w.lacks}</b>
          <ul>
            {lead.lacks.map(({ code, field, message }) => (
              <li key={`${code} ${field}`}>{message}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <CheckList lead={lead} checks={checks} />
      <footer className="queue-ends" role="group" aria-label={w.outcome}>
        {outcomes.map((outcome, at) => (
          <Button
            key={outcome}
            {...(outcome === (checks.changed ? 'completed' : 'confirmed')
              ? { type: 'primary' as const }
              : {})}
            disabled={outcome === 'completed' && !checks.changed}
            title={outcome === 'completed' && !checks.changed ? w.nothingChanged : undefined}
            loading={queue.verb.isPending && queue.verb.variables?.body?.outcome === outcome}
            onClick={() => choose(outcome)}
          >
            {phone ? null : <Kbd keys={String(at + 1)} />} {w[outcome]}
          </Button>
        ))}
        <Button type="text" onClick={() => void queue.next(lead.leadId)}>
          {w.skip}
        </Button>
      </footer>
      {refusing ? (
        <ReasonDialog
          title={w.refuseTitle}
          verb={w.refused}
          onClose={() => setRefusing(false)}
          onGive={(reason) => give('refused', reason)}
        />
      ) : null}
    </section>
  )
}

const isGone = (error: unknown) =>
  ['confirm.not_yours', 'version.stale'].includes((error as { code?: string }).code ?? '')

function Call({ phone }: { phone: string | null }) {
  const w = useWords(confirmWords)
  if (!phone)
    return (
      <Button size="large" disabled>
        {w.noPhone}
      </Button>
    )
  return (
    <Button
      size="large"
      className="queue-call"
      href={`tel:${phone}`}
      icon={<PhoneOutlined aria-hidden="true" />}
      aria-label={`${w.call} ${formatPhone(phone)}`}
    >
      <span className="figure">{formatPhone(phone)}</span>
    </Button>
  )
}

/** How long it is still the reader's: after that it may be anybody's. */
function TimeLeft({ until }: { until: string }) {
  const w = useWords(confirmWords)
  const left = Math.round((new Date(until).getTime() - useNow().getTime()) / 60_000)
  return left > 0 ? (
    <span>
      {w.yoursFor} {w.minutes(left)}
    </span>
  ) : (
    <span className="queue-over">{w.timeOver}</span>
  )
}

/** What became of it, in a sentence. */
function useTold(): (answer: Confirmed) => string {
  const w = useWords(confirmWords)
  const { lang } = useLanguage()
  return ({ outcome, holder, reasons, nextAt }) => {
    if (outcome === 'refused') return w.refusedDone
    if (outcome === 'unreachable')
      return nextAt ? w.later(relativeTime(new Date(nextAt), new Date(), { lang })) : w.givenUp
    if (reasons.length > 0) return w.held(reasons.map(({ message }) => message).join(w.semicolon))
    return w.dealt(w[outcome], holder.name ?? w[holder.kind as 'pool'] ?? w.waiting)
  }
}
