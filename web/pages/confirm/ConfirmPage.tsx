import { getRouteApi } from '@tanstack/react-router'
import { Select } from 'antd'
import { useLanguage, useWords } from '../../app/language.tsx'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { usePhone } from '../../ui/usePhone.ts'
import { Counts, MyDay } from './Counts.tsx'
import { QueueCard } from './QueueCard.tsx'
import { useQueue } from './useQueue.ts'
import { confirmWords } from './words.ts'
import './confirm.css'

const route = getRouteApi('/shell/confirm')

/** Leads that a person confirms before they count: one at a time, each somebody's own. */
export function ConfirmPage() {
  const w = useWords(confirmWords)
  const { lang } = useLanguage()
  const { source } = route.useSearch()
  const navigate = route.useNavigate()
  const phone = usePhone()
  const queue = useQueue(source)
  const state = queue.state.data
  const sum = (key: 'waiting' | 'later') => (state?.sources ?? []).reduce((all, each) => all + each[key], 0)
  const about = state?.may
    ? `${w.about(formatCount(sum('waiting'), lang), formatCount(sum('later'), lang))}${phone ? '' : ` · ${w.how}`}`
    : null
  return (
    <Page
      title={w.title}
      about={about}
      actions={
        state && state.sources.length > 1 ? (
          <Select
            aria-label={w.source}
            className="confirm-source"
            value={source ?? ''}
            options={[
              { value: '', label: w.allSources },
              ...state.sources.map(({ sourceId, name, waiting }) => ({
                value: sourceId,
                label: `${name} · ${waiting}`,
              })),
            ]}
            onChange={(to) => void navigate({ search: { source: to || undefined } })}
          />
        ) : null
      }
    >
      <Answer of={queue.state}>
        {(told) =>
          told.may ? (
            <div className="confirm">
              <div className="confirm-main">
                <Answer of={queue.taken} rows={8}>
                  {({ lead }) =>
                    lead ? (
                      <QueueCard key={lead.leadId} lead={lead} queue={queue} />
                    ) : (
                      <Done later={sum('later')} />
                    )
                  }
                </Answer>
              </div>
              <aside className="confirm-side" aria-label={w.counts}>
                <MyDay me={told.me} />
                <Counts counts={told.counts} sources={told.sources} />
              </aside>
            </div>
          ) : (
            <Empty title={w.notNamed}>{w.notNamedHint}</Empty>
          )
        }
      </Answer>
    </Page>
  )
}

function Done({ later }: { later: number }) {
  const w = useWords(confirmWords)
  return <Empty title={w.empty}>{later > 0 ? w.emptyLater(later) : w.emptyHint}</Empty>
}
