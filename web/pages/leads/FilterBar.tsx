import { CloseOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Condition } from '../../../rules/condition.ts'
import { sentence } from '../../../rules/sentence.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { ConditionEditor } from '../../ui/condition/ConditionEditor.tsx'
import { asksNothing, everything, partsOf, without } from './search.ts'
import { listWords } from './words.ts'

interface FilterBarProps {
  when: Condition
  q: string
  onWhen: (when: Condition) => void
  onFind: (q: string) => void
  /** Only the untouched are shown, which no condition can say; `onTouched` shows the others too. */
  untouched?: boolean | undefined
  onTouched?: () => void
  children?: React.ReactNode
}

/** The condition as chips, each a sentence; a press on one opens the editor in place. Beside it what to look for. */
export function FilterBar({ when, q, onWhen, onFind, untouched, onTouched, children }: FilterBarProps) {
  const w = useWords(listWords)
  const { lang } = useLanguage()
  const { fields, choices } = useVocabulary()
  const [open, setOpen] = useState(false)
  const optionName: NonNullable<Parameters<typeof sentence>[2]['optionName']> = (field, value) =>
    choices(field)?.find((choice) => choice.value === value)?.label
  const said = (part: Condition) => sentence(part, fields, { lang, optionName })
  return (
    <div className="filter">
      <div className="filter-line">
        <FindInput q={q} onFind={onFind} />
        {untouched ? (
          <span className="filter-chip">
            <span title={w.untouchedChip}>{w.untouchedChip}</span>
            <button type="button" aria-label={w.removeFilter(w.untouchedChip)} onClick={onTouched}>
              <CloseOutlined aria-hidden="true" />
            </button>
          </span>
        ) : null}
        {partsOf(when).map((part, at) => (
          <span key={JSON.stringify(part)} className="filter-chip">
            <button type="button" onClick={() => setOpen(true)} title={said(part)}>
              {said(part)}
            </button>
            <button
              type="button"
              aria-label={w.removeFilter(said(part))}
              onClick={() => onWhen(without(when, at))}
            >
              <CloseOutlined aria-hidden="true" />
            </button>
          </span>
        ))}
        <Button
          type="text"
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {w.addFilter}
        </Button>
        {asksNothing(when) ? null : (
          <Button type="text" size="small" onClick={() => onWhen(everything)}>
            {w.clearFilters}
          </Button>
        )}
        {children}
      </div>
      {open ? <Editor when={when} onWhen={onWhen} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}

/** Every sound change shows its effect at once; an unfinished row waits. */
function Editor({
  when,
  onWhen,
  onClose,
}: Pick<FilterBarProps, 'when' | 'onWhen'> & { onClose: () => void }) {
  const w = useWords(listWords)
  const { fields, choices } = useVocabulary()
  const [draft, setDraft] = useState(when)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const text = JSON.stringify(when)
  const [seen, setSeen] = useState(text)
  const [sent, setSent] = useState(text)
  if (seen !== text) {
    setSeen(text)
    // A chip taken away meanwhile; what was sent from here has only come round, and typing may be further already.
    if (sent !== text) setDraft(when)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  const change = (next: Condition, sound: boolean) => {
    setDraft(next)
    clearTimeout(timer.current)
    if (!sound && !asksNothing(next)) return
    timer.current = setTimeout(() => {
      setSent(JSON.stringify(next))
      onWhen(next)
    }, 300)
  }
  return (
    <div className="filter-editor">
      <ConditionEditor value={draft} onChange={change} fields={fields} choices={choices} silent />
      <Button size="small" onClick={onClose}>
        {w.closeFilter}
      </Button>
    </div>
  )
}

function FindInput({ q, onFind }: { q: string; onFind: (q: string) => void }) {
  const w = useWords(listWords)
  const [text, setText] = useState(q)
  const [before, setBefore] = useState(q)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  if (before !== q) {
    setBefore(q)
    setText(q)
  }
  const change = (next: string) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onFind(next.trim()), 250)
  }
  return (
    <Input
      className="filter-find"
      size="small"
      allowClear
      prefix={<SearchOutlined aria-hidden="true" />}
      aria-label={w.find}
      placeholder={w.findPrompt}
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  )
}
