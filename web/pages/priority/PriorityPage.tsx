import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { Page } from '../../ui/Page.tsx'
import { LeadPanel } from '../lead/LeadPanel.tsx'
import { Report } from './Report.tsx'
import { useWaitingCount } from './usePriority.ts'
import { Waiting } from './Waiting.tsx'
import { priorityWords } from './words.ts'
import './priority.css'

const route = getRouteApi('/shell/priority')

/** The leads that go first, what is due first on top, whoever has them or nobody; for managers also how it went by week. */
export function PriorityPage() {
  const w = useWords(priorityWords)
  const { tab, lead } = route.useSearch()
  const navigate = route.useNavigate()
  const go = (part: { tab?: 'report' | undefined; lead?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const manages = useIs('manager', 'admin')
  const count = useWaitingCount()
  const shown = manages ? (tab ?? 'list') : 'list'
  return (
    <Page
      title={w.title}
      about={count && w.about(count.waiting, count.overdue, count.unheld)}
      fill={shown === 'list'}
      actions={
        manages ? (
          <Segmented<'list' | 'report'>
            aria-label={w.shown}
            value={shown}
            onChange={(to) => go({ tab: to === 'list' ? undefined : to })}
            options={(['list', 'report'] as const).map((value) => ({ value, label: w[value] }))}
          />
        ) : undefined
      }
      side={lead ? <LeadPanel key={lead} leadId={lead} onClose={() => go({ lead: undefined })} /> : undefined}
    >
      {shown === 'list' ? <Waiting open={lead} onOpen={(leadId) => go({ lead: leadId })} /> : <Report />}
    </Page>
  )
}
