import { CheckCircleOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { Field, Fields } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useMe } from '../../app/session.ts'
import type { Draft, FormField } from './formDraft.ts'
import { formWords } from './formWords.ts'
import './preview.css'

interface FormPreviewProps {
  draft: Draft
  fields: Fields
}

/** The form as a visitor sees it on a phone, with what is not saved yet. Nothing in it can be sent. */
export function FormPreview({ draft, fields }: FormPreviewProps) {
  const w = useWords(formWords)
  const { organisation } = useMe()
  const [sent, setSent] = useState(false)
  return (
    <section className="preview" aria-label={w.preview}>
      <header>
        <h2>{w.preview}</h2>
        <span className="page-about">{w.previewAbout}</span>
        <button type="button" className="plain-link" onClick={() => setSent(!sent)}>
          {sent ? w.showForm : w.showThanks}
        </button>
      </header>
      <div className="preview-phone" role="region" aria-label={w.previewAbout} tabIndex={0}>
        <div className="preview-card">
          {sent ? <Thanks text={draft.thanks || w.plainThanks} /> : <Filling draft={draft} fields={fields} />}
        </div>
        <footer>{organisation.name}</footer>
      </div>
    </section>
  )
}

function Thanks({ text }: { text: string }) {
  return (
    <div className="preview-thanks">
      <CheckCircleOutlined aria-hidden="true" />
      <p>{text}</p>
    </div>
  )
}

function Filling({ draft, fields }: FormPreviewProps) {
  const { title, intro, consent, optIn, button, fields: asked } = draft
  const w = useWords(formWords)
  const shown = asked.flatMap((each) => {
    const field = fields.get(each.field)
    return field ? [{ each, field }] : []
  })
  return (
    <div inert>
      <p className="preview-title">{title || w.titleHint}</p>
      {intro ? <p className="preview-intro">{intro}</p> : null}
      {shown.map(({ each, field }) => (
        <div key={each.field} className="preview-box">
          <p className="preview-label">
            {each.label}
            {each.required ? null : <span className="preview-optional">{w.optional}</span>}
          </p>
          <Control asked={each} field={field} />
        </div>
      ))}
      {consent ? <TickLine text={consent} quiet /> : null}
      {optIn ? <TickLine text={`${optIn} ${w.optionalTick}`} quiet /> : null}
      <div className="preview-button">{button}</div>
    </div>
  )
}

const long = new Set(['need', 'note'])

/** The control the public page shows for a field of this type. */
function Control({ asked: { field: address, placeholder }, field }: { asked: FormField; field: Field }) {
  const w = useWords(formWords)
  const { lang } = useLanguage()
  const { type, options = [] } = field
  if (type === 'boolean') return <TickLine text={w.yes} />
  if (type === 'list' && options.length > 0)
    return options.map(({ value, label }) => <TickLine key={value} text={label[lang]} />)
  if (type === 'choice' && options.length > 0)
    return <div className="preview-input preview-select">{w.choose}</div>
  return (
    <div className={long.has(address) ? 'preview-input preview-long' : 'preview-input'}>
      {type === 'date' && !placeholder ? (lang === 'zh' ? '年/月/日' : 'dd/mm/yyyy') : placeholder}
    </div>
  )
}

function TickLine({ text, quiet = false }: { text: string; quiet?: boolean }) {
  return (
    <div className={quiet ? 'preview-tick preview-consent' : 'preview-tick'}>
      <span className="preview-tick-box" />
      <span>{text}</span>
    </div>
  )
}
