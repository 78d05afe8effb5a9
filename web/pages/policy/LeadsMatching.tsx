import { countLeads } from '../../../contract/lead.ts'
import type { Condition } from '../../../rules/condition.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { LeadsLink } from '../../app/LeadsLink.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { formatCount } from '../../ui/format.ts'
import { policyWords } from './words.ts'

interface LeadsMatchingProps {
  condition: Condition
  /** Off while the condition is unfinished. */
  sound: boolean
}

/** How many leads a condition is about, ended ones included, counted as one types; the number leads to them. */
export function LeadsMatching({ condition, sound }: LeadsMatchingProps) {
  const w = useWords(policyWords)
  const { lang } = useLanguage()
  const asked = { query: { condition: JSON.stringify(condition) } }
  const { data, isError } = useEndpoint(countLeads, asked, { enabled: sound, keep: true, staleTime: 30_000 })
  if (!sound || isError) return null
  if (!data) return <span className="rule-matching">…</span>
  return (
    <LeadsLink when={condition} className="rule-matching figure">
      {w.matching(formatCount(data.count, lang, data.exact ? Infinity : 10_000))}
    </LeadsLink>
  )
}
