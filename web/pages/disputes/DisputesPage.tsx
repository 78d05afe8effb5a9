import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { listDisputes, readDispute } from '../../../contract/dispute.ts'
import { useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { Page } from '../../ui/Page.tsx'
import { DisputeList } from './DisputeList.tsx'
import { DisputePanel } from './DisputePanel.tsx'
import { FreeCheck } from './FreeCheck.tsx'
import { disputeWords } from './words.ts'
import './disputes.css'

const route = getRouteApi('/shell/disputes')

/** Customers that two reps say are theirs: whether one is free, the disputes, and the one opened at the side. */
export function DisputesPage() {
  const w = useWords(disputeWords)
  const { state, dispute } = route.useSearch()
  const navigate = route.useNavigate()
  const go = (part: { state?: 'open' | 'settled' | undefined; dispute?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  useFreshen(['notice', 'lead'], [listDisputes, readDispute])
  return (
    <Page
      title={w.title}
      about={w.about}
      fill
      actions={
        <Segmented<'all' | 'open' | 'settled'>
          aria-label={w.state}
          value={state ?? 'all'}
          onChange={(to) => go({ state: to === 'all' ? undefined : to })}
          options={(['all', 'open', 'settled'] as const).map((value) => ({ value, label: w[value] }))}
        />
      }
      side={
        dispute ? (
          <DisputePanel key={dispute} disputeId={dispute} onClose={() => go({ dispute: undefined })} />
        ) : undefined
      }
    >
      <FreeCheck />
      <DisputeList
        state={state}
        open={dispute}
        onOpen={(disputeId) => go({ dispute: disputeId })}
        onShowAll={() => go({ state: undefined })}
      />
    </Page>
  )
}
