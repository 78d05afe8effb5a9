import { CopyOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useWords } from '../../app/language.tsx'
import { useMe } from '../../app/session.ts'
import { slugShape } from './formDraft.ts'
import type { Draft, Form } from './formDraft.ts'
import { OnOff } from './FormVerbs.tsx'
import { formWords } from './formWords.ts'
import { Labelled } from './Labelled.tsx'
import { useCopy } from './useCopy.ts'

interface FormAddressProps {
  form: Form | undefined
  draft: Draft
  others: readonly Form[]
  onSlug: (slug: string) => void
}

/** Where the form stands: its address, the code that puts it into a site, on or off. */
export function FormAddress({ form, draft, others, onSlug }: FormAddressProps) {
  const w = useWords(formWords)
  const { organisation } = useMe()
  const base = form ? form.url.slice(0, -form.slug.length) : `${location.origin}/f/${organisation.slug}/`
  const taken = others.find(({ slug }) => slug === draft.slug)
  const bad = !slugShape.test(draft.slug) || taken !== undefined
  const verdict = !slugShape.test(draft.slug)
    ? w.slugShape
    : taken
      ? w.slugTaken(taken.title)
      : form && form.slug !== draft.slug
        ? w.slugMoved
        : form
          ? ''
          : w.slugFree
  return (
    <div className="labelled">
      <Labelled label={w.slug} hint={<span data-bad={bad || undefined}>{verdict}</span>}>
        <Input
          maxLength={60}
          prefix={<span className="slug-base">{base.replace(/^https?:\/\//, '')}</span>}
          value={draft.slug}
          onChange={({ target }) => onSlug(target.value.toLowerCase())}
          {...(bad ? { status: 'error' as const } : {})}
        />
      </Labelled>
      {form ? (
        <>
          <Copied label={w.address} text={form.url} verb={w.copyAddress} />
          <Copied label={w.embed} text={form.embed} verb={w.copyEmbed} />
          <span className="form-on">
            <OnOff form={form} /> {form.active ? w.state : w.offNow}
          </span>
        </>
      ) : (
        <small>{w.afterSave}</small>
      )}
    </div>
  )
}

function Copied({ label, text, verb }: { label: string; text: string; verb: string }) {
  const copy = useCopy()
  return (
    <div className="copied">
      <Labelled label={label}>
        <Input readOnly value={text} onFocus={({ target }) => target.select()} />
      </Labelled>
      <Button icon={<CopyOutlined />} aria-label={verb} onClick={() => copy(text)} />
    </div>
  )
}
