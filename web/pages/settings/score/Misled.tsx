import { Checkbox } from 'antd'
import { listFeedback, tryFeedback } from '../../../../contract/score-feedback.ts'
import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { useIs } from '../../../app/session.ts'
import { sayWords } from './feedbackWords.ts'

const lasting = { staleTime: 60_000 }

/** The open remarks, read once for the whole page. */
export function useOpenRemarks() {
  return useEndpoint(listFeedback, { query: { state: 'open' } }, lasting).data
}

/** Beside a line: in how many remarks it is said to mislead. */
export function Misled({ criterionId }: { criterionId: string }) {
  const w = useWords(sayWords)
  const list = useOpenRemarks()
  const own = list?.criteria.find(({ id }) => id === criterionId)
  return list && own ? <small className="misled">{w.misled(own.high + own.low, list.total)}</small> : null
}

/** Of the leads that reps called too high or too low, how many the draft moves the right way. */
export function FeedbackTried({ draft }: { draft: ScorePolicy }) {
  const w = useWords(sayWords)
  const { data } = useEndpoint(tryFeedback, { body: { draft } }, { ...lasting, keep: true })
  if (!data || data.remarks === 0) return null
  const { high, low } = data
  const all = ({ right, wrong, same }: typeof high) => right + wrong + same
  const parts = [
    all(high) > 0 ? w.triedHigh(high.right, all(high)) : '',
    all(low) > 0 ? w.triedLow(low.right, all(low)) : '',
    high.wrong + low.wrong > 0 ? w.triedWrong(high.wrong + low.wrong) : '',
  ].filter(Boolean)
  return (
    <p className="feedback-tried">
      {w.tried(data.remarks)} <b>{parts.join(w.comma)}</b>
    </p>
  )
}

/** In the dialog of publishing: whether those whose remarks are answered are told. */
export function TellReps({ checked, onChange }: { checked: boolean; onChange: (tell: boolean) => void }) {
  const w = useWords(sayWords)
  const admin = useIs('admin')
  const total = useOpenRemarks()?.total ?? 0
  if (!admin || total === 0) return null
  return (
    <Checkbox checked={checked} onChange={({ target }) => onChange(target.checked)}>
      {w.tell(total)}
    </Checkbox>
  )
}
