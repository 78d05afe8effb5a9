import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import type { Captured } from './useTyping.ts'
import { useWhose } from './useWhose.ts'
import { newWords } from './words.ts'

interface ToldProps {
  answer: Captured
  phone: string
  busy: boolean
  onKeep: () => void
}

/** What the house said instead of yes: what is missing, or who has this person. */
export function Told({ answer, phone, busy, onKeep }: ToldProps) {
  const w = useWords(newWords)
  const { status, leadId, reasons } = answer
  const whose = useWhose(answer, phone)
  const { fields } = useVocabulary()
  // The others stand at their fields.
  const placeless = reasons.filter(({ field }) => !field || !fields.has(field))
  if (status !== 'rejected') {
    const say = status === 'merged' ? w.merged : w.duplicate
    return (
      <div className="banner" data-tone="ochre" role="alert">
        {say(whose)}{' '}
        {leadId ? (
          <Link to="/leads/$leadId" params={{ leadId }}>
            {w.open}
          </Link>
        ) : null}
      </div>
    )
  }
  return (
    <div className="banner" data-tone="ochre" role="alert">
      <b>{w.asked(reasons.length)}</b>
      <ul>
        {placeless.map(({ code, field, message }) => (
          <li key={`${code}${field}`}>{message}</li>
        ))}
      </ul>
      <p>{w.askedHint}</p>
      <div className="banner-do">
        <Button size="small" disabled={busy} onClick={onKeep}>
          {w.keepAnyway}
        </Button>
      </div>
    </div>
  )
}
