import { Suspense, lazy } from 'react'
import { check, problemSentence } from '../../../rules/check.ts'
import type { Condition } from '../../../rules/condition.ts'
import type { Fields } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { Skeleton } from '../Skeleton.tsx'
import { ChoicesContext } from './choices.ts'
import type { ChoicesOf } from './choices.ts'
import { ConditionSentence } from './ConditionSentence.tsx'
import { conditionWords } from './words.ts'
import './condition.css'

const Builder = lazy(() => import('./Builder.tsx'))

interface ConditionEditorProps {
  value: Condition
  /** Every change; `sound` tells whether the server would take it: keep the save button off until then. */
  onChange: (condition: Condition, sound: boolean) => void
  /** The organisation's fields, `fieldsOf(custom)`. */
  fields: Fields
  /** Names for ids and values in use: sources, people, pools, tags, grades. */
  choices?: ChoicesOf
  disabled?: boolean
  /** Without the line that reads the condition aloud, where the page shows it already. */
  silent?: boolean
}

/** Edits a condition in rows and reads it as a sentence meanwhile. Its code is fetched when it is first shown. */
export function ConditionEditor(props: ConditionEditorProps) {
  const { value, onChange, fields, choices = anyText, disabled, silent = false } = props
  const w = useWords(conditionWords)
  const { lang } = useLanguage()
  const [problem] = check(value, fields)
  return (
    <ChoicesContext value={choices}>
      <Suspense fallback={<Skeleton rows={3} />}>
        <Builder
          value={value}
          fields={fields}
          disabled={disabled}
          onChange={(next) => onChange(next, check(next, fields).length === 0)}
        />
      </Suspense>
      {silent ? null : (
        <p className="condition-reads" aria-live="polite">
          <span>{w.reads}</span>
          {problem ? (
            problemSentence(problem, fields, lang)
          ) : (
            <ConditionSentence condition={value} fields={fields} choices={choices} />
          )}
        </p>
      )}
    </ChoicesContext>
  )
}

const anyText: ChoicesOf = () => undefined
