import { Button, Input, Tooltip } from 'antd'
import { useEffect, useRef } from 'react'
import { activityKinds } from '../../../contract/lead.ts'
import { useWords } from '../../app/language.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { usePhone } from '../../ui/usePhone.ts'
import { obstacle } from './lead.ts'
import type { Lead } from './lead.ts'
import { NextPicker } from './NextPicker.tsx'
import { OutcomeChips } from './OutcomeChips.tsx'
import { composerWords, outcomeWords } from './outcomeWords.ts'
import { isWritten } from './useDraft.ts'
import type { Draft } from './useDraft.ts'
import './composer.css'

interface ComposerProps {
  lead: Lead
  draft: Draft
  onChange: (part: Partial<Draft>) => void
  onSave: () => void
  /** Saves and goes on to the next of the list, where there is one. */
  onSaveNext?: (() => void) | undefined
  onCancel: () => void
  saving: boolean
  /** A call was just begun from here. */
  calling: boolean
}

/** Logs a call, message, visit or note: outcome in one tap, next step in one more. Closed it is a row of four buttons. */
export function Composer(props: ComposerProps) {
  const { lead, draft, onChange, calling } = props
  const w = useWords(composerWords)
  const o = useWords(outcomeWords)
  const why = obstacle(lead, 'log')
  return (
    <section className="composer" aria-label={w.title} data-open={draft.kind !== undefined || undefined}>
      <div className="composer-kinds" role="group" aria-label={w.kind}>
        {activityKinds.map((kind) => (
          <Tooltip key={kind} title={why}>
            <button
              type="button"
              className="composer-kind"
              aria-pressed={draft.kind === kind}
              aria-disabled={why !== undefined}
              onClick={() => {
                if (why === undefined) onChange({ kind, outcome: kind === draft.kind ? draft.outcome : null })
              }}
            >
              {o[kind]}
            </button>
          </Tooltip>
        ))}
      </div>
      {calling && draft.kind === 'call' && !draft.outcome ? (
        <p className="composer-hint" role="status">
          {w.calling}
        </p>
      ) : null}
      {draft.kind === undefined ? null : <Form {...props} kind={draft.kind} />}
    </section>
  )
}

function Form({
  lead,
  draft,
  kind,
  onChange,
  onSave,
  onSaveNext,
  onCancel,
  saving,
}: ComposerProps & { kind: NonNullable<Draft['kind']> }) {
  const w = useWords(composerWords)
  const phone = usePhone()
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const ready = isWritten(draft) && !saving
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && ready)
      (event.shiftKey ? (onSaveNext ?? onSave) : onSave)()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={form} className="composer-form" onKeyDown={onKeyDown}>
      <OutcomeChips kind={kind} value={draft.outcome} onChange={(outcome) => onChange({ outcome })} />
      <Input.TextArea
        aria-label={w.note}
        placeholder={w.notePrompt}
        autoSize={{ minRows: 2, maxRows: 8 }}
        autoFocus={kind === 'note'}
        maxLength={20_000}
        value={draft.note}
        onChange={(event) => onChange({ note: event.target.value })}
      />
      <NextPicker lead={lead} value={draft.next} onChange={(next) => onChange({ next })} />
      <div className="composer-foot">
        <Button type="primary" disabled={!ready} loading={saving} onClick={onSave}>
          {w.save} {phone ? null : <Kbd keys="mod+enter" />}
        </Button>
        {onSaveNext ? (
          <Button disabled={!ready} onClick={onSaveNext}>
            {w.saveNext}
          </Button>
        ) : null}
        <Button type="text" onClick={onCancel}>
          {w.discard}
        </Button>
      </div>
    </div>
  )
}
