import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { answerAppeal, listAbilityLeads, listAppeals } from '../../../contract/ability.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Section } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { ReasonDialog } from '../lead/ReasonDialog.tsx'
import { abilityWords } from './words.ts'

type Appeal = Reply<typeof listAppeals>['items'][number]

/** What reps say should not count, to be answered. Nothing where nobody said so. */
export function Appeals() {
  const w = useWords(abilityWords)
  const toast = useToast()
  const open = useEndpoint(listAppeals, {}).data?.items ?? []
  const verb = useVerb(answerAppeal, [listAppeals, listAbilityLeads])
  const [refusing, setRefusing] = useState<Appeal>()
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
      <ul className="ability-leads">
        {open.map((appeal) => (
          <li key={`${appeal.leadId} ${appeal.userId}`}>
            <b data-outcome={appeal.outcome}>{appeal.rep}</b>
            <span>
              {appeal.reason}
              <small>
                {w[appeal.outcome]} ·{' '}
                {appeal.name || appeal.company ? (
                  <Link to="/leads/$leadId" params={{ leadId: appeal.leadId }}>
                    {[appeal.name, appeal.company].filter(Boolean).join(' · ')}
                  </Link>
                ) : (
                  w.unseen
                )}
              </small>
            </span>
            <RelativeTime at={appeal.at} />
            <Button size="small" onClick={() => void answer(appeal, true, null)}>
              {w.accept}
            </Button>
            <Button size="small" type="text" onClick={() => setRefusing(appeal)}>
              {w.refuse}
            </Button>
          </li>
        ))}
      </ul>
      {refusing ? (
        <ReasonDialog
          title={w.refuseWhy}
          verb={w.refuse}
          onClose={() => setRefusing(undefined)}
          onGive={(words) => answer(refusing, false, words)}
        />
      ) : null}
    </Section>
  )
}
