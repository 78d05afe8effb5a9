import { Link } from '@tanstack/react-router'
import { useWords } from '../../app/language.tsx'
import { QuestionCard } from '../duplicates/QuestionCard.tsx'
import { useQuestions } from '../duplicates/useQuestions.ts'
import type { ListRow } from '../lead/lead.ts'
import type { WorkOff } from './useWorkOff.ts'
import { quarantineWords } from './words.ts'

interface AskedProps {
  row: ListRow
  work: WorkOff
  /** Goes to the next lead once this one is dealt with. */
  onNext: () => void
}

/** What a rule asks of a lead: whether it is a known customer's, answered here; whether two leads are one, compared there. */
export function Asked({ row, work, onNext }: AskedProps) {
  const w = useWords(quarantineWords)
  const { list, answer, busy } = useQuestions({
    lead: row.leadId,
    onAnswered: (_, state) =>
      void work.settle(row.leadId).then((gone) => (gone && state !== 'open' ? onNext() : undefined)),
  })
  if (list.isPending) return null
  const questions = list.rows ?? []
  if (questions.length > 0)
    return questions.map((question) => (
      <QuestionCard
        key={question.questionId}
        question={question}
        busy={busy === question.questionId}
        onAnswer={(each, state) => void answer(each, state)}
      />
    ))
  return (
    <p>
      <Link to="/duplicates" search={{ show: 'rule' }}>
        {w.judgeWhether}
      </Link>
    </p>
  )
}
