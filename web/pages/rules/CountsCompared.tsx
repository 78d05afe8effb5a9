import type { AssignPolicy } from '../../../contract/assign.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { formatCount } from '../../ui/format.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { plain, sayAssign, sayFallback } from '../policy/saying.ts'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { useCounts } from './useCounts.ts'
import { rulesWords } from './words.ts'

interface CountsComparedProps {
  before: AssignPolicy
  after: AssignPolicy
  vocabulary: RuleVocabulary
}

/** What each rule takes now and would take then, of the same leads. */
export function CountsCompared({ before, after, vocabulary }: CountsComparedProps) {
  const w = useWords(rulesWords)
  const { lang } = useLanguage()
  const now = useCounts(before, vocabulary.fields).data
  const then = useCounts(after, vocabulary.fields).data
  if (!now || !then) return <Skeleton rows={3} />
  const gone = before.rules.filter(({ id }) => !after.rules.some((rule) => rule.id === id))
  const lines = [
    ...[...after.rules, ...gone].map((rule) => ({
      id: rule.id,
      said: rule.name || plain(sayAssign(rule, vocabulary.say)),
      from: now.byRule[rule.id],
      to: then.byRule[rule.id],
    })),
    {
      id: '',
      said: plain(sayFallback(after.fallbackPoolId, vocabulary.say)),
      from: now.fallback,
      to: then.fallback,
    },
  ]
  const said = (count: number | undefined) => (count === undefined ? '—' : formatCount(count, lang))
  return (
    <table className="compared">
      <caption>{w.effect(then.days, formatCount(then.total, lang))}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{w.title}</span>
          </th>
          <th scope="col">{w.now}</th>
          <th scope="col">{w.after}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ id, said: line, from, to }) => (
          <tr key={id} data-differs={from !== to || undefined}>
            <th scope="row">{line}</th>
            <td>{said(from)}</td>
            <td>{said(to)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
