import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import type { MenuProps } from 'antd'
import { useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { mergeWords } from '../merge/words.ts'
import type { Asking } from './AskDialog.tsx'
import { eraseWords } from './eraseWords.ts'
import { knows, obstacle } from './lead.ts'
import type { Lead } from './lead.ts'
import { seatWords } from './seatWords.ts'
import type { LeadVerbs } from './useLeadVerbs.ts'
import { leadWords, pageWords } from './words.ts'

interface MoreProps {
  lead: Lead
  verbs: LeadVerbs
  onAsk: (asking: Asking) => void
}

/** What else can be done with a lead; what cannot says why under its name. */
export function MoreMenu({ lead, verbs, onAsk }: MoreProps) {
  const w = useWords(pageWords)
  const l = useWords(leadWords)
  const m = useWords(mergeWords)
  const e = useWords(eraseWords)
  const seat = useWords(seatWords)
  const admin = useIs('admin')
  const plans = useIs('manager', 'admin')
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
    ...(plans && open && lead.mergedInto === null
      ? [{ key: 'seat', label: lead.seat ? seat.menuMove : seat.menu }]
      : []),
    ...(knows(lead, 'release') ? [entry('release', w.release, obstacle(lead, 'release'))] : []),
    ...(lead.mergedInto === null ? [entry('merge', m.mergeMenu, obstacle(lead, 'merge'))] : []),
    ...(lead.merges.length > 0 ? [entry('undoMerge', m.undoMenu, obstacle(lead, 'merge'))] : []),
    ...(admin && lead.closedAs !== 'erased'
      ? [{ type: 'divider' as const }, { key: 'erase', danger: true, label: e.menu }]
      : []),
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
