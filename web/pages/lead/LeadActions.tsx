import { DownOutlined, PhoneOutlined } from '@ant-design/icons'
import { Button, Dropdown, Tooltip } from 'antd'
import type { MenuProps } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { AssignDialog } from './AssignDialog.tsx'
import { ConvertDialog } from './ConvertDialog.tsx'
import { knows, obstacle } from './lead.ts'
import type { Lead } from './lead.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { LeadVerbs } from './useLeadVerbs.ts'
import { leadWords, pageWords } from './words.ts'

export type Asking = 'convert' | 'lost' | 'invalid' | 'release' | 'assign'

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
      <More lead={lead} verbs={verbs} onAsk={setAsking} />
      {asking ? <Ask asking={asking} verbs={verbs} onClose={() => setAsking(undefined)} /> : null}
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

interface MoreProps {
  lead: Lead
  verbs: LeadVerbs
  onAsk: (asking: Asking) => void
}

function More({ lead, verbs, onAsk }: MoreProps) {
  const w = useWords(pageWords)
  const l = useWords(leadWords)
  const stageWhy = obstacle(lead, 'stage')
  const open = lead.closedAs === null
  const entry = (key: string, label: string, why: string | undefined) => ({
    key,
    disabled: why !== undefined,
    label: why === undefined ? label : <MenuWhy label={label} why={why} />,
  })
  const towards = (['contacted', 'qualified'] as const).filter((stage) => stage !== lead.stage)
  const items: MenuProps['items'] = [
    ...(open ? towards.map((stage) => entry(stage, w.setTo(l[stage]), stageWhy)) : []),
    ...(open
      ? [
          entry('lost', w.lose, stageWhy),
          entry('invalid', w.invalidate, stageWhy),
          { type: 'divider' as const },
        ]
      : []),
    entry('assign', w.assign, obstacle(lead, 'assign')),
    ...(knows(lead, 'release') ? [entry('release', w.release, obstacle(lead, 'release'))] : []),
  ]
  const pick = (key: string) => {
    if (key === 'contacted' || key === 'qualified') void verbs.stage(key)
    else onAsk(key as Asking)
  }
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => pick(key) }}>
      <Button aria-label={w.more} aria-haspopup="menu" icon={<DownOutlined aria-hidden="true" />} />
    </Dropdown>
  )
}

function MenuWhy({ label, why }: { label: string; why: string }) {
  return (
    <span className="menu-why">
      {label}
      <small>{why}</small>
    </span>
  )
}

/** The question a verb asks before it is done. */
function Ask({ asking, verbs, onClose }: { asking: Asking; verbs: LeadVerbs; onClose: () => void }) {
  const w = useWords(pageWords)
  if (asking === 'convert')
    return <ConvertDialog onClose={onClose} onConvert={(amount) => verbs.stage('converted', { amount })} />
  if (asking === 'assign') return <AssignDialog title={w.assign} onClose={onClose} onAssign={verbs.assign} />
  if (asking === 'release')
    return <ReasonDialog title={w.releaseWhy} verb={w.release} onClose={onClose} onGive={verbs.release} />
  const verb = asking === 'lost' ? w.lose : w.invalidate
  return (
    <ReasonDialog
      title={verb}
      verb={verb.replace('…', '')}
      onClose={onClose}
      onGive={(reason) => verbs.stage(asking, { reason })}
    />
  )
}
