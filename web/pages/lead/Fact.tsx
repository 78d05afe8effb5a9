import { Button } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Field } from '../../../rules/fields.ts'
import { addressOf } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { FieldInput } from '../../ui/FieldInput.tsx'
import { FactValue } from './FactValue.tsx'
import type { Lead } from './lead.ts'
import { useEdit, valueOf } from './useEdit.ts'
import type { Edit } from './useEdit.ts'
import { pageWords } from './words.ts'

interface FactProps {
  lead: Lead
  field: Field
  /** Why it cannot be changed; undefined when it can. */
  fixed?: string | undefined
  /** Beside the value: how far it can be trusted. */
  mark?: ReactNode
}

/** One fact of a lead: read as text, edited where it stands. Enter or leaving it saves, Escape takes it back. */
export function Fact({ lead, field, fixed, mark }: FactProps) {
  const { lang } = useLanguage()
  const w = useWords(pageWords)
  const address = addressOf(field)
  const value = valueOf(lead, address)
  const edit = useEdit(lead.leadId, address)
  const [draft, setDraft] = useState<{ value: unknown; before: unknown } | undefined>()
  const label = field.label[lang]
  const close = () => {
    setDraft(undefined)
    edit.drop()
  }
  const save = async (next: unknown) => {
    if (!draft || JSON.stringify(next ?? null) === JSON.stringify(draft.before)) return close()
    if (await edit.save(emptyAsNull(next), draft.before)) setDraft(undefined)
  }
  return (
    <div className="fact" data-long={longs.has(field.key) || undefined}>
      <dt>{label}</dt>
      <dd>
        {draft ? (
          <Editing
            field={field}
            label={w.edit(label)}
            draft={draft.value}
            edit={edit}
            onDraft={(next) => setDraft({ ...draft, value: next })}
            onSave={save}
            onClose={close}
          />
        ) : fixed === undefined ? (
          <button type="button" className="fact-value" onClick={() => setDraft({ value, before: value })}>
            <span className="unseen">{w.edit(label)}: </span>
            {value === null || value === '' ? (
              <span className="fact-empty">{w.add}</span>
            ) : (
              <FactValue field={field} value={value} />
            )}
          </button>
        ) : (
          <span title={fixed}>
            <FactValue field={field} value={value} />
          </span>
        )}
        {draft ? null : mark}
      </dd>
    </div>
  )
}

const longs: ReadonlySet<string> = new Set(['need', 'note'])
const emptyAsNull = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? null : value)

interface EditingProps {
  field: Field
  label: string
  draft: unknown
  edit: Edit
  onDraft: (value: unknown) => void
  onSave: (value: unknown) => Promise<void>
  onClose: () => void
}

/** The field while it is edited, with what stands against the value. */
function Editing({ field, label, draft, edit, onDraft, onSave, onClose }: EditingProps) {
  const long = longs.has(field.key)
  // What is picked from a list is saved at once; what is typed, when it is left.
  const picked = field.type === 'choice' || field.type === 'date' || field.type === 'boolean'
  const change = (next: unknown) => {
    onDraft(next)
    if (picked) void onSave(next)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter' && (!long || event.metaKey || event.ctrlKey) && field.type !== 'list')
      void onSave(draft)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const leave = (event: React.FocusEvent) => {
    // Into its own menu, or onto the buttons below: still here.
    if (event.currentTarget.contains(event.relatedTarget) || picked || edit.conflict) return
    void onSave(draft)
  }
  return (
    <div onKeyDown={onKeyDown} onBlur={leave} aria-busy={edit.saving}>
      <FieldInput field={field} long={long} label={label} value={draft} onChange={change} autoFocus />
      {edit.problem ? (
        <p className="fact-problem" role="alert">
          {edit.problem}
        </p>
      ) : null}
      {edit.conflict ? <Clash field={field} edit={edit} onDone={onClose} /> : null}
    </div>
  )
}

/** Somebody else changed the same fact: theirs is shown, and the reader says which stands. */
function Clash({ field, edit, onDone }: { field: Field; edit: Edit; onDone: () => void }) {
  const { lang } = useLanguage()
  const w = useWords(pageWords)
  const { conflict } = edit
  if (!conflict) return null
  const keepMine = async () => {
    if (await edit.save(conflict.mine, conflict.theirs)) onDone()
  }
  return (
    <div className="fact-problem" role="alert">
      {w.changedMeanwhile(field.label[lang])}{' '}
      <b>{conflict.theirs === null ? w.emptied : <FactValue field={field} value={conflict.theirs} />}</b>
      <div className="fact-choice">
        <Button size="small" onClick={() => void keepMine()}>
          {w.keepMine}
        </Button>
        <Button size="small" onClick={onDone}>
          {w.keepTheirs}
        </Button>
      </div>
    </div>
  )
}
