import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useWords } from '../../app/language.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { usePhone } from '../../ui/usePhone.ts'
import { Clusters } from './Clusters.tsx'
import { PairPanel } from './PairPanel.tsx'
import { Questions } from './Questions.tsx'
import { questionWords } from './questionWords.ts'
import { Queue } from './Queue.tsx'
import { ScanStrip, Start } from './ScanStrip.tsx'
import { scanWords } from './scanWords.ts'
import type { Show } from './usePairs.ts'
import { useMergePage, usePairs } from './usePairs.ts'
import { useScans } from './useScans.ts'
import { duplicatesWords } from './words.ts'
import './duplicates.css'
import './evidence.css'

const route = getRouteApi('/shell/duplicates')

type Tab = 'clusters' | 'customers'

/** Leads that may be one person twice: found by a scan or a rule, surest first, judged one by one or merged by groups. */
export function DuplicatesPage() {
  const w = useWords(duplicatesWords)
  const s = useWords(scanWords)
  const q = useWords(questionWords)
  const { tab, show, pair } = route.useSearch()
  const navigate = route.useNavigate()
  const phone = usePhone()
  const scans = useScans()
  const pairs = usePairs(show)
  const toMerge = useMergePage()
  const go = (part: { tab?: Tab | undefined; show?: Show | undefined; pair?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const grouped = tab === 'clusters'
  const asking = tab === 'customers'
  const rows = pairs.rows ?? []
  const opened = rows.find(({ pairId }) => pairId === pair)
  /** The next one slides in where the panel is open. */
  const past = (pairId: string) => {
    if (pair !== pairId) return
    const at = rows.findIndex((row) => row.pairId === pairId)
    go({ pair: (rows[at + 1] ?? rows[at - 1])?.pairId })
  }
  const fresh =
    !asking && scans.held.data?.items.length === 0 && pairs.list.done && rows.length === 0 && !show
  return (
    <Page
      title={w.title}
      fill
      about={fresh || tab || phone ? null : w.how}
      actions={
        <Segmented<'pairs' | Tab>
          aria-label={w.title}
          value={tab ?? 'pairs'}
          onChange={(to) => go({ tab: to === 'pairs' ? undefined : to, pair: undefined })}
          options={[
            { value: 'pairs', label: w.tabPairs },
            { value: 'clusters', label: w.tabClusters },
            { value: 'customers', label: q.tab },
          ]}
        />
      }
      side={
        pair && !tab ? (
          <PairPanel
            key={pair}
            pairId={pair}
            known={opened}
            onClose={() => go({ pair: undefined })}
            onSame={(each) => void toMerge(each)}
            onDifferent={(each) => {
              past(each.pairId)
              void pairs.different([each])
            }}
            onReopen={(each) => {
              past(each.pairId)
              void pairs.reopen(each)
            }}
          />
        ) : undefined
      }
    >
      {asking ? (
        <Questions />
      ) : fresh ? (
        <Empty title={s.never} action={<Start scans={scans} primary />}>
          {s.about}
        </Empty>
      ) : (
        <>
          <ScanStrip scans={scans} />
          {grouped ? (
            <Clusters key={scans.done?.scanId} scanId={scans.done?.scanId} />
          ) : (
            <Queue
              key={show ?? 'all'}
              pairs={pairs}
              show={show}
              open={pair}
              onShow={(to) => go({ show: to, pair: undefined })}
              onOpen={(pairId) => go({ pair: pairId })}
              onPast={past}
              onSame={(each) => void toMerge(each)}
              scanning={scans.active !== undefined}
            />
          )}
        </>
      )}
    </Page>
  )
}
