import { useWords } from '../../../app/language.tsx'
import type { Row } from '../lead.ts'
import { standingWords } from './words.ts'
import './fit-mark.css'

const marks = { fits: 'markFits', partly: 'markPartly', unsure: 'markUnsure', unfit: 'markUnfit' } as const

/** Whether a lead fits the ideal customer: a word, of one that is ruled out its reason. */
export function FitMark({ of }: { of: Row['profile'] }) {
  const w = useWords(standingWords)
  if (!of) return null
  const why = of.because.map(({ label }) => label).join(w.list)
  return (
    <span className="fit-mark" data-verdict={of.verdict} title={why || of.name}>
      {why || w[marks[of.verdict]]}
    </span>
  )
}
