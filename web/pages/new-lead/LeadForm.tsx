import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { useToast } from '../../ui/useToast.tsx'
import { arrivingOf, typedFields } from './fields.ts'
import type { Typed } from './fields.ts'
import { LeadInputs } from './LeadInputs.tsx'
import { SourcePicker, useSource } from './SourcePicker.tsx'
import { Told } from './Told.tsx'
import { useTyping } from './useTyping.ts'
import type { Captured } from './useTyping.ts'
import { newWords } from './words.ts'

/** One lead, typed. What the gate misses is asked for where it is missing, and may be left for quarantine. */
export function LeadForm() {
  const w = useWords(newWords)
  const toast = useToast()
  const navigate = useNavigate()
  const type = useTyping()
  const { fields } = useVocabulary()
  const usual = useSource()
  const [chosen, setChosen] = useState('')
  const [typed, setTyped] = useState<Typed>({})
  const [answer, setAnswer] = useState<Captured | undefined>()
  const [sent, setSent] = useState<Typed>({})
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const source = chosen || usual
  const name = (typed['name'] || typed['company'] || w.nameless) as string
  const send = async ({ another, keepAnyway = false }: { another: boolean; keepAnyway?: boolean }) => {
    if (!source) return form.current?.querySelector<HTMLInputElement>('#new-source')?.focus()
    setBusy(true)
    setSent(typed)
    try {
      const [captured] = await type([arrivingOf(typed, source)], keepAnyway)
      if (captured) await settle(captured, another)
    } catch (error) {
      toast.refused(error)
    } finally {
      setBusy(false)
    }
  }
  const settle = async (captured: Captured, another: boolean) => {
    const { status, leadId, grade, score } = captured
    if (status === 'rejected' || status === 'merged' || status === 'duplicate') {
      setAnswer(captured)
      return
    }
    const graded = grade !== null && score !== null ? w.graded(grade, score) : ''
    toast.done(
      status === 'created'
        ? w.created(name, graded)
        : status === 'quarantined'
          ? w.quarantined(name)
          : w.undecided,
    )
    setAnswer(undefined)
    setTyped({})
    if (!another && leadId) await navigate({ to: '/leads/$leadId', params: { leadId } })
    else form.current?.querySelector('input')?.focus()
  }
  const change = (address: string, value: unknown) => setTyped((before) => ({ ...before, [address]: value }))
  return (
    <form
      ref={form}
      className="new-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send({ another: false })
      }}
    >
      {answer ? (
        <Told
          answer={answer}
          phone={(typed['phone'] ?? '') as string}
          busy={busy}
          onKeep={() => void send({ another: false, keepAnyway: true })}
        />
      ) : null}
      <LeadInputs
        {...typedFields(fields)}
        typed={typed}
        reasons={
          answer?.status === 'rejected'
            ? answer.reasons.filter(({ field = '' }) => typed[field] === sent[field])
            : []
        }
        onChange={change}
      />
      <div className="lead-field">
        <label htmlFor="new-source">{w.source}</label>
        <SourcePicker id="new-source" value={source} onChange={setChosen} />
      </div>
      <div className="new-foot">
        <Button type="primary" htmlType="submit" loading={busy}>
          {w.save}
        </Button>
        <Button disabled={busy} onClick={() => void send({ another: true })}>
          {w.saveMore}
        </Button>
      </div>
    </form>
  )
}
