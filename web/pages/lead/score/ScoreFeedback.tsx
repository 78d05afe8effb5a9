import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { reasonNames } from '../../../../contract/scoring/reason.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useMe } from '../../../app/session.ts'
import { exactTime } from '../../../ui/format.ts'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import type { Lead } from '../lead.ts'
import { LearnedSays } from './LearnedSays.tsx'
import { OverrideDialog } from './OverrideDialog.tsx'
import { RemarkDialog } from './RemarkDialog.tsx'
import { gradeSaid, useFeedback, useFeedbackVerbs } from './useFeedback.ts'
import type { Feedback, FeedbackVerbs, HeldOverride, HeldRemark } from './useFeedback.ts'
import { feedbackWords } from './words.ts'
import './feedback.css'

/** Below why a lead has its grade: what people say of it, the grade set by hand, and saying and setting it. */
export function ScoreFeedback({ lead }: { lead: Lead }) {
  const held = useFeedback(lead.leadId).data
  const verbs = useFeedbackVerbs(lead.leadId)
  return held ? <Shown lead={lead} held={held} verbs={verbs} /> : <div className="feedback" />
}

interface ShownProps {
  lead: Lead
  held: Feedback
  verbs: FeedbackVerbs
}

function Shown({ lead, held, verbs }: ShownProps) {
  const w = useWords(feedbackWords)
  const { userId } = useMe()
  const [asking, setAsking] = useState<'remark' | 'override' | undefined>()
  const own = held.remarks.find(
    ({ by, answeredVersion, leadId }) =>
      by.id === userId && answeredVersion === null && leadId === lead.leadId,
  )
  const close = () => setAsking(undefined)
  return (
    <section className="feedback" aria-label={w.title}>
      {held.override ? <InForce override={held.override} held={held} verbs={verbs} /> : null}
      {held.remarks.length > 0 ? (
        <ul>
          {held.remarks.map((remark) => (
            <Remark key={remark.feedbackId} remark={remark} own={remark === own} verbs={verbs} />
          ))}
        </ul>
      ) : null}
      <p className="feedback-verbs">
        {held.may.remark === true ? (
          <Button type="link" size="small" onClick={() => setAsking('remark')}>
            {own ? w.changeRemark : w.wrong}
          </Button>
        ) : null}
        {held.may.remark === true || held.may.override === true ? (
          <SetByHand held={held} onAsk={() => setAsking('override')} />
        ) : null}
        {held.overrides.length > 0 ? <small>{w.over(held.overrides.length)}</small> : null}
      </p>
      <LearnedSays leadId={lead.leadId} />
      {asking === 'remark' ? (
        <RemarkDialog terms={lead.scoreTerms} own={own} onSay={verbs.say} onClose={close} />
      ) : null}
      {asking === 'override' ? (
        <OverrideDialog
          grade={lead.grade}
          score={lead.score}
          grades={held.grades}
          held={held.override}
          onSet={(setting) => verbs.set(setting, held.override?.overrideId ?? null)}
          onClose={close}
        />
      ) : null}
    </section>
  )
}

/** Stays in its place where it cannot be pressed, and says why. */
function SetByHand({ held, onAsk }: { held: Feedback; onAsk: () => void }) {
  const w = useWords(feedbackWords)
  const { override } = held.may
  const why = override === true ? undefined : override.message
  return (
    <Tooltip title={why}>
      <Button
        type="link"
        size="small"
        aria-disabled={why !== undefined}
        className={why === undefined ? '' : 'act-off'}
        onClick={() => {
          if (why === undefined) onAsk()
        }}
      >
        {held.grades.length > 0 ? w.setGrade : w.setScore}
        {why === undefined ? null : <span className="unseen">{why}</span>}
      </Button>
    </Tooltip>
  )
}

interface InForceProps {
  override: HeldOverride
  held: Feedback
  verbs: FeedbackVerbs
}

function InForce({ override, held, verbs }: InForceProps) {
  const w = useWords(feedbackWords)
  const { lang } = useLanguage()
  const { overrideId, to, reason, note, by, until, at } = override
  const aim = 'grade' in to ? to.grade || w.noGrade : w.points(to.score)
  return (
    <p className="feedback-force">
      <span>
        {w.inForce(by.name, aim, reasonNames[reason][lang])}
        {note ? ` ${w.quote(note)}` : ''}
        {until ? ` · ${w.untilDay(exactTime(new Date(until), { lang }))}` : ''}
      </span>
      <RelativeTime at={at} />
      {held.may.override === true ? (
        <button
          type="button"
          className="plain-link"
          onClick={() => void verbs.takeBack(overrideId, { to, reason, note, until })}
        >
          {w.takeBack}
        </button>
      ) : null}
    </p>
  )
}

interface RemarkProps {
  remark: HeldRemark
  own: boolean
  verbs: FeedbackVerbs
}

function Remark({ remark, own, verbs }: RemarkProps) {
  const w = useWords(feedbackWords)
  const { lang } = useLanguage()
  const { by, direction, reason, misled, note, version, saidAt, answeredVersion } = remark
  return (
    <li data-answered={answeredVersion !== null || undefined}>
      <span>
        {w.by(by.name, w[direction], reasonNames[reason][lang])}
        {note ? ` ${w.quote(note)}` : ''}
      </span>
      <small>
        {w.atScore(gradeSaid(remark), version)} · <RelativeTime at={saidAt} />
        {answeredVersion === null ? '' : ` · ${w.answered(answeredVersion)}`}
      </small>
      {own ? (
        <button
          type="button"
          className="plain-link"
          onClick={() => void verbs.withdraw({ direction, reason, misled, note })}
        >
          {w.withdraw}
        </button>
      ) : null}
    </li>
  )
}
