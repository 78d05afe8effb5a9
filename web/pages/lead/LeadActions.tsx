import { PhoneOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { AskDialog } from './AskDialog.tsx'
import type { Asking } from './AskDialog.tsx'
import { obstacle } from './lead.ts'
import type { Lead } from './lead.ts'
import { MoreMenu } from './MoreMenu.tsx'
import type { LeadVerbs } from './useLeadVerbs.ts'
import { pageWords } from './words.ts'

interface LeadActionsProps {
  lead: Lead
  verbs: LeadVerbs
  onLog: () => void
  onDial: () => void
}

/** 拨打 记录 转化 ▾: what can be done with a lead; what cannot says why. */
export function LeadActions({ lead, verbs, onLog, onDial }: LeadActionsProps) {
  const w = useWords(pageWords)
  const [asking, setAsking] = useState<Asking | undefined>()
  const pool = lead.holder.kind === 'pool' ? lead.holder.id : null
  useKeys([
    { keys: 'e', label: w.log, run: onLog },
    ...(obstacle(lead, 'assign') === undefined
      ? [{ keys: 'a', label: w.assign, run: () => setAsking('assign') }]
      : []),
  ])
  return (
    <div className="lead-actions">
      {pool ? (
        <Act why={obstacle(lead, 'claim')} primary onDo={() => void verbs.claim(pool)}>
          {w.claim}
        </Act>
      ) : (
        <Call lead={lead} onDial={onDial} />
      )}
      {pool ? null : (
        <>
          <Act why={obstacle(lead, 'log')} onDo={onLog}>
            {w.log}
          </Act>
          {lead.closedAs === 'converted' ? null : lead.closedAs ? (
            <Act why={obstacle(lead, 'stage')} onDo={() => void verbs.reopen()}>
              {w.reopen}
            </Act>
          ) : (
            <Act why={obstacle(lead, 'stage')} onDo={() => setAsking('convert')}>
              {w.convert}
            </Act>
          )}
        </>
      )}
      <MoreMenu lead={lead} verbs={verbs} onAsk={setAsking} />
      {asking ? (
        <AskDialog asking={asking} lead={lead} verbs={verbs} onClose={() => setAsking(undefined)} />
      ) : null}
    </div>
  )
}

function Call({ lead: { phone, masked }, onDial }: { lead: Lead; onDial: () => void }) {
  const w = useWords(pageWords)
  const why = phone === null ? w.noPhone : masked ? w.maskedPhone : undefined
  if (why !== undefined)
    return (
      <Act why={why} primary onDo={onDial}>
        {w.call}
      </Act>
    )
  return (
    <Button
      type="primary"
      className="act-call"
      href={`tel:${phone}`}
      icon={<PhoneOutlined aria-hidden="true" />}
      onClick={onDial}
    >
      {w.call}
    </Button>
  )
}

interface ActProps {
  why: string | undefined
  primary?: boolean
  onDo: () => void
  children: string
}

/** A button that stays in its place when it cannot be pressed, and says why. */
function Act({ why, primary = false, onDo, children }: ActProps) {
  return (
    <Tooltip title={why}>
      <Button
        {...(primary ? { type: 'primary' as const } : {})}
        aria-disabled={why !== undefined}
        className={why === undefined ? '' : 'act-off'}
        onClick={() => {
          if (why === undefined) onDo()
        }}
      >
        {children}
        {why === undefined ? null : <span className="unseen">{why}</span>}
      </Button>
    </Tooltip>
  )
}
