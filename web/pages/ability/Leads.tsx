import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { appealLead, EVERY, listAbilityLeads } from '../../../contract/ability.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { usePages, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { formatShare } from '../../ui/format.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { ReasonDialog } from '../lead/ReasonDialog.tsx'
import type { Lead } from './ability.ts'
import type { Names } from './useNames.ts'
import { abilityWords } from './words.ts'

interface LeadsProps {
  userId: string
  own: boolean
  channels: readonly string[]
  names: Names
}

/** The leads that counted, newest first; a rep may say of one of theirs that it should not. */
export function Leads({ userId, own, channels, names }: LeadsProps) {
  const w = useWords(abilityWords)
  const [channel, setChannel] = useState(EVERY)
  const [asking, setAsking] = useState<string>()
  const pages = usePages(listAbilityLeads, { params: { userId }, query: { channel } })
  const toast = useToast()
  const verb = useVerb(appealLead, [listAbilityLeads])
  const give = async (reason: string) => {
    try {
      await verb.mutateAsync({ body: { leadId: asking ?? '', reason } })
      toast.done(w.appealed)
      return true
    } catch (error) {
      toast.refused(error)
      return false
    }
  }
  return (
    <>
      <div className="ability-filters">
        <label>
          {w.channel}
          <Select
            value={channel}
            options={[EVERY, ...channels].map((value) => ({ value, label: names.channel(value) }))}
            popupMatchSelectWidth={false}
            onChange={setChannel}
          />
        </label>
      </div>
      <Answer of={{ data: pages.rows, error: pages.error, refetch: pages.refetch }}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="hint">{w.noLeads}</p>
          ) : (
            <ul className="ability-leads">
              {rows.map((lead) => (
                <Row
                  key={lead.leadId}
                  lead={lead}
                  names={names}
                  onAppeal={own ? () => setAsking(lead.leadId) : undefined}
                />
              ))}
            </ul>
          )
        }
      </Answer>
      {pages.more && !pages.done ? (
        <Button onClick={pages.more} loading={pages.isFetchingNextPage}>
          {w.more}
        </Button>
      ) : null}
      {asking ? (
        <ReasonDialog
          title={w.appealWhy}
          verb={w.appealSend}
          onClose={() => setAsking(undefined)}
          onGive={give}
        />
      ) : null}
    </>
  )
}

interface RowProps {
  lead: Lead
  names: Names
  onAppeal: (() => void) | undefined
}

function Row({ lead, names, onAppeal }: RowProps) {
  const w = useWords(abilityWords)
  const { lang } = useLanguage()
  const { leadId, seen, outcome, appeal, chance } = lead
  const counts = outcome !== 'invalid' && appeal?.state !== 'accepted'
  const called = [lead.name, lead.company].filter(Boolean).join(' · ') || w.nameless
  const about = [
    names.channel(lead.channel),
    lead.grade,
    chance === null ? '' : w.chance(formatShare(chance)),
    counts ? w.weight(formatShare(lead.weight)) : '',
    lead.picked ? w.picked : '',
  ]
  return (
    <li data-out={counts ? undefined : true}>
      <b data-outcome={outcome}>{w[outcome]}</b>
      <span>
        {seen ? (
          <Link to="/leads/$leadId" params={{ leadId }}>
            {called}
          </Link>
        ) : (
          w.unseen
        )}
        <small>{about.filter(Boolean).join(' · ')}</small>
        {appeal ? (
          <small>
            {w[appeal.state]}
            {lang === 'zh' ? '：' : ': '}
            {appeal.answer ?? appeal.reason}
          </small>
        ) : null}
      </span>
      <RelativeTime at={lead.endedAt} />
      {onAppeal && counts && !appeal ? (
        <Button size="small" type="text" onClick={onAppeal}>
          {w.appeal}
        </Button>
      ) : null}
    </li>
  )
}
