import {
  answerMakeUp,
  appealMakeUp,
  listMakeUps,
  readMakeUp,
  takeBackMakeUp,
} from '../../../../contract/makeup.ts'
import { useWords } from '../../../app/language.tsx'
import { useVerb } from '../../../app/queries.ts'
import { useToast } from '../../../ui/useToast.tsx'
import { makeUpWords } from './words.ts'

const reads = [readMakeUp, listMakeUps]

/** What one does about a make-up; each resolves to whether it was done, and says so. */
export function useMakeUpVerbs() {
  const w = useWords(makeUpWords)
  const toast = useToast()
  const [asked, answered, taken] = [
    useVerb(appealMakeUp, reads),
    useVerb(answerMakeUp, reads),
    useVerb(takeBackMakeUp, reads),
  ]
  const attempt = async (deed: Promise<unknown>, said: string) => {
    try {
      await deed
      toast.done(said)
      return true
    } catch (error) {
      toast.refused(error)
      return false
    }
  }
  return {
    appeal: (leadId: string, reason: string) =>
      attempt(asked.mutateAsync({ params: { leadId }, body: { reason } }), w.appealSent),
    accept: (leadId: string) =>
      attempt(answered.mutateAsync({ params: { leadId }, body: { accept: true } }), w.accepted),
    decline: (leadId: string, answer: string) =>
      attempt(answered.mutateAsync({ params: { leadId }, body: { accept: false, answer } }), w.isDeclined),
    takeBack: (leadId: string, reason: string) =>
      attempt(taken.mutateAsync({ params: { leadId }, body: { reason } }), w.isTaken),
  }
}
