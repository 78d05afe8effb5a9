import type { Condition } from '../../../rules/condition.ts'
import type { Fields } from '../../../rules/fields.ts'
import { sentence } from '../../../rules/sentence.ts'
import { useLanguage } from '../../app/language.tsx'
import type { ChoicesOf } from './choices.ts'

interface ConditionSentenceProps {
  condition: Condition
  fields: Fields
  choices?: ChoicesOf
}

/** A condition as one line in the reader's language: 来源是 官网 且 地区在 华东. */
export function ConditionSentence(props: ConditionSentenceProps) {
  return <span className="sentence">{useSentence(props)}</span>
}

/** The same line as text, for labels and titles. */
export function useSentence({ condition, fields, choices }: ConditionSentenceProps): string {
  const { lang } = useLanguage()
  return sentence(condition, fields, {
    lang,
    optionName: (field, value) => choices?.(field)?.find((choice) => choice.value === value)?.label,
  })
}
