import { Button } from 'antd'
import { useWords } from '../../app/language.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { MoreFailed } from '../../ui/MoreFailed.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { QuestionCard } from './QuestionCard.tsx'
import { questionWords } from './questionWords.ts'
import { useQuestions } from './useQuestions.ts'

/** Leads of which a rule asks whether they are a known customer's, newest first. */
export function Questions() {
  const w = useWords(questionWords)
  const { list, answer, busy } = useQuestions()
  if (list.isPending) return <Skeleton rows={12} />
  if (!list.rows) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (list.rows.length === 0) return <Empty title={w.empty}>{w.emptyHint}</Empty>
  return (
    <div className="questions">
      <p className="questions-how">{w.how}</p>
      {list.rows.map((question) => (
        <QuestionCard
          key={question.questionId}
          question={question}
          busy={busy === question.questionId}
          onAnswer={(each, state) => void answer(each, state)}
        />
      ))}
      {list.moreError ? (
        <MoreFailed error={list.moreError} retry={list.retryMore} />
      ) : list.more && !list.done ? (
        <Button loading={list.isFetchingNextPage} onClick={list.more}>
          {w.more}
        </Button>
      ) : null}
    </div>
  )
}
