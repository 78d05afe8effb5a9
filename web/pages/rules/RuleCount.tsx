import type { countRules } from '../../../contract/assign.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { formatCount, formatShare } from '../../ui/format.ts'
import { rulesWords } from './words.ts'

export type Counts = Reply<typeof countRules>

interface RuleCountProps {
  counts: Counts | undefined
  /** How many; undefined where the draft's rule was not counted yet. */
  count: number | undefined
  failed: boolean
}

/** 1,243 条 · 18%, with a bar for its share. */
export function RuleCount({ counts, count, failed }: RuleCountProps) {
  const w = useWords(rulesWords)
  const { lang } = useLanguage()
  if (!counts || count === undefined)
    return <span className="rule-count">{failed ? w.notCounted : w.counting}</span>
  const share = counts.total > 0 ? count / counts.total : 0
  return (
    <span className="rule-count figure">
      {w.count(formatCount(count, lang), formatShare(share))}
      <span className="rule-share" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  )
}
