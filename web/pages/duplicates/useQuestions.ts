import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { countLeads, readLead } from '../../../contract/lead.ts'
import { answerQuestions, listQuestions } from '../../../contract/question.ts'
import { quarantineSources } from '../../../contract/views.ts'
import { call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { keyOf, usePages } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { questionWords } from './questionWords.ts'
import { nameOf } from './usePairs.ts'
import { duplicatesWords } from './words.ts'

export type Question = Reply<typeof listQuestions>['items'][number]
type State = Question['state']

interface Wish {
  /** Only those about this lead. */
  lead?: string
  /** Called when an answer was given, or taken back. */
  onAnswered?: (question: Question, state: State) => void
}

/** The open questions whether leads are known customers', and answering them; each answer can be taken back. */
export function useQuestions({ lead, onAnswered }: Wish = {}) {
  const w = useWords(questionWords)
  const d = useWords(duplicatesWords)
  const toast = useToast()
  const client = useQueryClient()
  const list = usePages(listQuestions, { query: { limit: 20, ...(lead ? { lead } : {}) } })
  const [busy, setBusy] = useState<string | undefined>()

  const say = async (question: Question, state: State): Promise<boolean> => {
    setBusy(question.questionId)
    try {
      await call(answerQuestions, { body: { questionIds: [question.questionId], state } })
      for (const read of [listQuestions, countLeads, quarantineSources, readLead])
        void client.invalidateQueries({ queryKey: keyOf(read) })
      onAnswered?.(question, state)
      return true
    } catch (error) {
      toast.refused(error)
      return false
    } finally {
      setBusy(undefined)
    }
  }
  const answer = async (question: Question, state: 'same' | 'different') => {
    if (!(await say(question, state))) return
    const who = nameOf(question.lead, d)
    const told =
      state === 'same' ? w.saidSame(who, question.customer.holder?.name ?? '') : w.saidDifferent(who)
    toast.done(
      told,
      () => void say(question, 'open').then((done) => (done ? toast.done(w.saidOpen) : undefined)),
    )
  }
  return { list, answer, busy }
}
