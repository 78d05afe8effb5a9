import { ExpandAltOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { useWords } from '../../app/language.tsx'
import { Answer } from '../../ui/Answer.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { usePhone } from '../../ui/usePhone.ts'
import { Banners } from './Banners.tsx'
import { Composer } from './Composer.tsx'
import { Consent } from './consent/Consent.tsx'
import { Decisions } from './decisions/Decisions.tsx'
import { Facts } from './Facts.tsx'
import { workplace } from './lead.ts'
import type { Lead } from './lead.ts'
import { LeadActions } from './LeadActions.tsx'
import { LeadStrip } from './LeadStrip.tsx'
import { Referral } from './Referral.tsx'
import { Trail } from './Trail.tsx'
import { useFollowup } from './useFollowup.ts'
import { useLead } from './useLead.ts'
import { useLeadVerbs } from './useLeadVerbs.ts'
import { leadWords, pageWords } from './words.ts'
import './lead.css'

interface LeadPanelProps {
  leadId: string
  onClose: () => void
  /** Goes to the next of the list or queue it was opened from, after "save and next". */
  onNext?: (() => void) | undefined
}

/** A lead beside the list it was opened from: everything its page has, in one column. */
export function LeadPanel({ leadId, onClose, onNext }: LeadPanelProps) {
  const w = useWords(pageWords)
  const held = useLead(leadId)
  if (held.data) return <Opened key={leadId} lead={held.data} onClose={onClose} onNext={onNext} />
  return (
    <SidePanel title={w.lead} label={w.lead} onClose={onClose}>
      <Answer of={held} rows={10}>
        {() => null}
      </Answer>
    </SidePanel>
  )
}

function Opened({ lead, onClose, onNext }: Omit<LeadPanelProps, 'leadId'> & { lead: Lead }) {
  const w = useWords(pageWords)
  const l = useWords(leadWords)
  const navigate = useNavigate()
  const phone = usePhone()
  const verbs = useLeadVerbs(lead)
  const followup = useFollowup(lead, onNext)
  const name = lead.name ?? l.nameless
  const actions = <LeadActions lead={lead} verbs={verbs} onLog={followup.open} onDial={followup.dialled} />
  return (
    <SidePanel
      label={name}
      title={
        <span className="lead-title">
          {name} <small>{workplace(lead)}</small>
        </span>
      }
      onClose={onClose}
      actions={
        <Tooltip title={w.openPage}>
          <Button
            type="text"
            aria-label={w.openPage}
            icon={<ExpandAltOutlined />}
            onClick={() => void navigate({ to: '/leads/$leadId', params: { leadId: lead.leadId } })}
          />
        </Tooltip>
      }
      foot={phone ? actions : undefined}
    >
      <LeadStrip lead={lead} />
      {phone ? null : actions}
      <Banners lead={lead} verbs={verbs} />
      {lead.holder.kind === 'pool' ? null : (
        <Composer
          lead={lead}
          draft={followup.draft}
          saving={followup.saving}
          calling={followup.calling}
          onChange={followup.change}
          onSave={followup.save}
          onSaveNext={followup.saveNext}
          onCancel={followup.cancel}
        />
      )}
      <Facts lead={lead} />
      <Referral lead={lead} />
      <Consent lead={lead} />
      <Decisions leadId={lead.leadId} />
      <Trail lead={lead} />
    </SidePanel>
  )
}
