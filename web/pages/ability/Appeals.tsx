import { answerAppeal, listAbilityLeads, listAppeals } from '../../../contract/ability.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { AppealList } from '../lead/AppealList.tsx'
import { abilityWords } from './words.ts'

type Appeal = Reply<typeof listAppeals>['items'][number]

/** What reps say should not count, to be answered. Nothing where nobody said so. */
export function Appeals() {
  const w = useWords(abilityWords)
  const toast = useToast()
  const open = useEndpoint(listAppeals, {}).data?.items ?? []
  const verb = useVerb(answerAppeal, [listAppeals, listAbilityLeads])
  const answer = async ({ leadId, userId }: Appeal, accept: boolean, words: string | null) => {
    try {
      await verb.mutateAsync({ params: { leadId }, body: { userId, accept, answer: words } })
      toast.done(w.answered)
      return true
    } catch (error) {
      toast.refused(error)
      return false
    }
  }
  if (open.length === 0) return null
  return (
    <Section title={w.appeals}>
      <AppealList
        accept={w.accept}
        refuse={w.refuse}
        refuseWhy={w.refuseWhy}
        items={open.map((appeal) => ({
          ...appeal,
          key: `${appeal.leadId} ${appeal.userId}`,
          leadName: [appeal.name, appeal.company].filter(Boolean).join(' · ') || null,
          about: w[appeal.outcome],
          onAccept: () => void answer(appeal, true, null),
          onRefuse: (words: string) => answer(appeal, false, words),
        }))}
      />
    </Section>
  )
}
