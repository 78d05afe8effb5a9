import { Button } from 'antd'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { formatCount, formatShare } from '../../../ui/format.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import type { Learned } from './model.ts'
import { learnedWords } from './words.ts'

interface LeaksProps {
  learned: Learned
  vocabulary: RuleVocabulary
  /** Absent for who may not start one. */
  onKeep: ((key: string) => void) | undefined
}

/** Fields that seem to know the outcome, why, and keeping one all the same. */
export function Leaks({ learned: { leaks }, vocabulary, onKeep }: LeaksProps) {
  const w = useWords(learnedWords)
  if (leaks.length === 0) return <p className="hint">{w.noLeaks}</p>
  return (
    <>
      <ul className="entries">
        {leaks.map((leak) => (
          <li key={leak.key} className="entry">
            <div className="entry-said">
              <b>{vocabulary.say.field(leak.key)}</b>
              <LeakReason leak={leak} vocabulary={vocabulary} />
            </div>
            {onKeep ? <Button onClick={() => onKeep(leak.key)}>{w.keep}</Button> : null}
          </li>
        ))}
      </ul>
      {onKeep ? <p className="hint">{w.keepHint}</p> : null}
    </>
  )
}

function LeakReason({ leak, vocabulary }: { leak: Learned['leaks'][number]; vocabulary: RuleVocabulary }) {
  const w = useWords(learnedWords)
  const { lang } = useLanguage()
  const { why, measure, examples, key } = leak
  const say = { late: w.late, tells_all: w.tellsAll, both_ways: w.bothWays }[why]
  const field = vocabulary.fields.get(key)
  const nameOf = (value: string) =>
    (field && vocabulary.choices(field)?.find((choice) => choice.value === value)?.label) ?? value
  return (
    <>
      <small>{say(formatShare(measure))}</small>
      {examples.length > 0 ? (
        <small>
          {examples
            .map(({ value, won, count }) =>
              w.example(nameOf(value), formatShare(won), formatCount(count, lang)),
            )
            .join(lang === 'zh' ? '；' : '; ')}
        </small>
      ) : null}
    </>
  )
}

/** Fields that were not used, by the reason. */
export function LeftOut({ learned: { left }, vocabulary }: Omit<LeaksProps, 'onKeep'>) {
  const w = useWords(learnedWords)
  const reasons = { blank: w.blank, personal: w.personal, past_unknown: w.pastUnknown }
  return (
    <ul className="learned-left">
      {[...Map.groupBy(left, ({ why }) => why)].map(([why, fields]) => (
        <li key={why}>
          <b>{reasons[why]}</b> {fields.map(({ key }) => vocabulary.say.field(key)).join(w.list)}
        </li>
      ))}
    </ul>
  )
}
