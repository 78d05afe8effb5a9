import { isOverridden } from '../../../contract/scoring/override.ts'
import { termName } from '../../../contract/scoring/reason.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { Why } from '../../ui/Why.tsx'
import type { Row } from './lead.ts'
import { feedbackWords } from './score/words.ts'
import { leadWords } from './words.ts'
import './lead.css'
import './score/feedback.css'

/** A1 84: the grade and the score. Hover tells the three strongest terms, a click the whole sum. */
export function Grade({
  of: { grade, score, scoreTerms },
}: {
  of: Pick<Row, 'grade' | 'score' | 'scoreTerms'>
}) {
  const w = useWords(leadWords)
  const f = useWords(feedbackWords)
  const { lang } = useLanguage()
  const shown = grade || String(score)
  const reasons = scoreTerms
    .filter(({ points }) => points !== 0)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .map(({ id, label, points }) => ({ text: termName({ id, label }, lang), points }))
  return (
    <Why
      title={w.whyGrade(grade ? `${grade} · ${score}` : shown)}
      reasons={reasons.length > 0 ? reasons : [{ text: w.noTerms }]}
      total={score}
    >
      <span className="grade" data-grade={grade.charAt(0) || undefined}>
        {grade ? <b>{grade}</b> : null} <span className="figure">{score}</span>
        {isOverridden(scoreTerms) ? (
          <span className="grade-by-hand" title={f.byHandMark}>
            ✎<span className="unseen">{f.byHandMark}</span>
          </span>
        ) : null}
      </span>
    </Why>
  )
}
