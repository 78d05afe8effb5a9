import { useQueryClient } from '@tanstack/react-query'
import type { BodyOf } from '../../../../contract/endpoint.ts'
import { readLead } from '../../../../contract/lead.ts'
import {
  readFeedback,
  sayRemark,
  setOverride,
  takeBackOverride,
  withdrawRemark,
} from '../../../../contract/score-feedback.ts'
import { call } from '../../../app/api.ts'
import type { Reply } from '../../../app/api.ts'
import { useWords } from '../../../app/language.tsx'
import { useLive } from '../../../app/live.ts'
import { keyOf, useEndpoint } from '../../../app/queries.ts'
import { useToast } from '../../../ui/useToast.tsx'
import { feedbackWords } from './words.ts'

export type Feedback = Reply<typeof readFeedback>
export type HeldRemark = Feedback['remarks'][number]
export type HeldOverride = NonNullable<Feedback['override']>
export type Saying = BodyOf<typeof sayRemark>
export type Setting = Omit<BodyOf<typeof setOverride>, 'was'>

/** What was said of a lead's score, read again when something happens to it. */
export function useFeedback(leadId: string) {
  const held = useEndpoint(readFeedback, { params: { leadId } }, { staleTime: 0 })
  useLive(['lead', 'policy'], ({ ids }) => {
    if (!ids || ids.length === 0 || ids.includes(leadId)) void held.refetch()
  })
  return held
}

/** A 84, or the score alone where there is no grade. */
export const gradeSaid = ({ grade, score }: { grade: string; score: number }) =>
  grade ? `${grade} ${score}` : String(score)

/** Saying that a score is wrong and setting grades by hand; each says what was done and how to take it back. */
export function useFeedbackVerbs(leadId: string) {
  const w = useWords(feedbackWords)
  const toast = useToast()
  const client = useQueryClient()
  const params = { leadId }
  const attempt = async (deed: () => Promise<void>): Promise<boolean> => {
    try {
      await deed()
      return true
    } catch (error) {
      toast.refused(error)
      return false
    } finally {
      void client.invalidateQueries({ queryKey: keyOf(readLead, { params }) })
      void client.invalidateQueries({ queryKey: keyOf(readFeedback, { params }) })
    }
  }
  const say = (body: Saying) =>
    attempt(async () => {
      await call(sayRemark, { params, body })
      toast.done(w.said, () => void withdraw())
    })
  const withdraw = (was?: Saying) =>
    attempt(async () => {
      await call(withdrawRemark, { params })
      toast.done(w.withdrawn, was ? () => void say(was) : undefined)
    })
  const set = (body: Setting, was: string | null) =>
    attempt(async () => {
      const done = await call(setOverride, { params, body: { ...body, was } })
      toast.done(w.isSet(gradeSaid(done)), () => void takeBack(done.overrideId))
    })
  const takeBack = (overrideId: string, was?: Setting) =>
    attempt(async () => {
      const done = await call(takeBackOverride, { params: { leadId, overrideId } })
      toast.done(w.takenBack(gradeSaid(done)), was ? () => void set(was, null) : undefined)
    })
  return { say, withdraw, set, takeBack }
}

export type FeedbackVerbs = ReturnType<typeof useFeedbackVerbs>
