import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { addressOf } from '../../../rules/fields.ts'
import type { Field } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { FieldInput } from '../../ui/FieldInput.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { arrivingOf, typedFields } from './fields.ts'
import type { Typed } from './fields.ts'
import { KnownPerson } from './KnownPerson.tsx'
import { SourcePicker, useSource } from './SourcePicker.tsx'
import { useTyping } from './useTyping.ts'
import type { Captured } from './useTyping.ts'
import { useWhose } from './useWhose.ts'
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
  const name = String(typed['name'] || typed['company'] || w.nameless)
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
          phone={String(typed['phone'] ?? '')}
          busy={busy}
          onKeep={() => void send({ another: false, keepAnyway: true })}
        />
      ) : null}
      <Inputs
        {...typedFields(fields)}
        typed={typed}
        reasons={
          answer?.status === 'rejected'
            ? answer.reasons.filter(({ field = '' }) => typed[field] === sent[field])
            : []
        }
        onChange={change}
      />
      <div className="new-field">
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

interface ToldProps {
  answer: Captured
  phone: string
  busy: boolean
  onKeep: () => void
}

/** What the house said instead of yes: what is missing, or who has this person. */
function Told({ answer, phone, busy, onKeep }: ToldProps) {
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

interface InputsProps {
  usual: readonly Field[]
  more: readonly Field[]
  typed: Typed
  reasons: Captured['reasons']
  onChange: (address: string, value: unknown) => void
}

function Inputs({ usual, more, typed, reasons, onChange }: InputsProps) {
  const w = useWords(newWords)
  const [all, setAll] = useState(false)
  const isAsked = (field: Field) => reasons.some((reason) => reason.field === addressOf(field))
  const shown = [...usual, ...more.filter((field) => all || isAsked(field))]
  return (
    <>
      {shown.map((field, at) => (
        <OneInput
          key={addressOf(field)}
          field={field}
          first={at === 0}
          typed={typed}
          reasons={reasons}
          onChange={onChange}
        />
      ))}
      <button type="button" className="plain-link new-more" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? w.fewerFields : w.moreFields}
      </button>
    </>
  )
}

function OneInput({
  field,
  first,
  typed,
  reasons,
  onChange,
}: Pick<InputsProps, 'typed' | 'reasons' | 'onChange'> & { field: Field; first: boolean }) {
  const { lang } = useLanguage()
  const address = addressOf(field)
  const id = `new-${address}`
  const reason = reasons.find((each) => each.field === address)
  return (
    <div className="new-field" data-asked={reason ? true : undefined}>
      <label htmlFor={id}>{field.label[lang]}</label>
      <div>
        <FieldInput
          id={id}
          field={field}
          long={field.key === 'need' || field.key === 'note'}
          value={typed[address]}
          autoFocus={first}
          onChange={(value) => onChange(address, value)}
        />
        {reason ? <p className="fact-problem">{reason.message}</p> : null}
        {address === 'phone' ? <KnownPerson phone={typed['phone']} /> : null}
      </div>
    </div>
  )
}
