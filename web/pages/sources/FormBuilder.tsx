import { ArrowLeftOutlined, ExportOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { useExplained } from '../../ui/ErrorState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { FieldLines } from './FieldLines.tsx'
import { FormAddress } from './FormAddress.tsx'
import { FormConsent } from './FormConsent.tsx'
import { faultOf, slugFor, withReferrer } from './formDraft.ts'
import type { Draft, Form } from './formDraft.ts'
import { FormPreview } from './FormPreview.tsx'
import { FormTexts } from './FormTexts.tsx'
import { formWords } from './formWords.ts'
import type { Source } from './SourcePanel.tsx'
import { useFormDraft } from './useFormDraft.ts'
import { useFreshForm } from './useFreshForm.ts'
import { useSaveForm } from './useSaveForm.ts'
import { sourceWords } from './words.ts'
import './form.css'

interface FormBuilderProps {
  /** Absent: a new one. */
  form: Form | undefined
  others: readonly Form[]
  sources: readonly Source[]
}

/** A form being made: what it says and asks at the left, how a visitor sees it at the right. */
export function FormBuilder({ form, others, sources }: FormBuilderProps) {
  const w = useWords(formWords)
  const s = useWords(sourceWords)
  const may = useIs('marketer', 'admin')
  const fields = withReferrer(useVocabulary().fields)
  const { draft, changed, change, discard, settle } = useFormDraft(form, useFreshForm(others, sources))
  const slugs = others.map(({ slug }) => slug)
  // A new form's address follows its title until somebody writes another.
  const write = (part: Partial<Draft>) => {
    const follows = !form && part.title !== undefined && draft.slug === slugFor(draft.title, slugs)
    change(follows ? { ...part, slug: slugFor(part.title ?? '', slugs) } : part)
  }
  const { save, busy, error } = useSaveForm(form, settle)
  const { detail } = useExplained(error)
  const fault = faultOf(draft, others)
  const taken = others.find(({ slug }) => slug === draft.slug)
  const fix = fault && (fault === 'slugTaken' ? w.slugTaken(taken?.title ?? '') : w[fault])
  const why = !may ? s.mayNot : form && !changed ? w.unchanged : fix
  return (
    <Page
      title={form?.title ?? w.newTitle}
      about={changed && form ? w.unsaved : null}
      actions={
        <>
          {form ? (
            <Button
              href={form.url}
              target="_blank"
              rel="noopener"
              icon={<ExportOutlined aria-hidden="true" />}
            >
              {w.open}
            </Button>
          ) : null}
          {changed ? <Button onClick={discard}>{w.discard}</Button> : null}
          <Tooltip title={why}>
            <Button type="primary" disabled={why !== undefined} loading={busy} onClick={() => save(draft)}>
              {form ? w.save : w.create}
            </Button>
          </Tooltip>
        </>
      }
    >
      <Link to="/sources" search={{ tab: 'forms' } as never} className="form-back">
        <ArrowLeftOutlined aria-hidden="true" /> {w.back}
      </Link>
      {error ? (
        <p className="telling telling-wrong" role="alert">
          {detail}
        </p>
      ) : null}
      <div className="builder">
        <fieldset className="builder-parts" disabled={!may}>
          <FormTexts draft={draft} sources={sources} onChange={write} />
          <FieldLines draft={draft} fields={fields} onFields={(next) => change({ fields: next })} />
          <FormConsent draft={draft} saved={form} onChange={change} />
          <Section title={w.place}>
            <FormAddress form={form} draft={draft} others={others} onSlug={(slug) => change({ slug })} />
          </Section>
        </fieldset>
        <FormPreview draft={draft} fields={fields} />
      </div>
    </Page>
  )
}
