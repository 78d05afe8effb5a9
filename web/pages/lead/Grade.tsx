import { useWords } from '../../app/language.tsx'
import { Why } from '../../ui/Why.tsx'
import type { Row } from './lead.ts'
import { leadWords } from './words.ts'
import './lead.css'

/** A1 84: the grade and the score. Hover tells the three strongest terms, a click the whole sum. */
export function Grade({
  of: { grade, score, scoreTerms },
}: {
  of: Pick<Row, 'grade' | 'score' | 'scoreTerms'>
}) {
  const w = useWords(leadWords)
  const shown = grade || String(score)
  const reasons = scoreTerms
    .filter(({ points }) => points !== 0)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .map(({ label, points }) => ({ text: label, points }))
  return (
    <Why
      title={w.whyGrade(grade ? `${grade} · ${score}` : shown)}
      reasons={reasons.length > 0 ? reasons : [{ text: w.noTerms }]}
      total={score}
    >
      <span className="grade" data-grade={grade.charAt(0) || undefined}>
        {grade ? <b>{grade}</b> : null} <span className="figure">{score}</span>
      </span>
    </Why>
  )
}
