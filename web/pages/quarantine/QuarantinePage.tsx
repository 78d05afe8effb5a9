import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useEffect, useMemo, useRef } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { usePhone } from '../../ui/usePhone.ts'
import type { ListRow } from '../lead/lead.ts'
import { Alike } from './Alike.tsx'
import { BulkBar } from './BulkBar.tsx'
import { Filters } from './Filters.tsx'
import { HeldList } from './HeldList.tsx'
import { lacked } from './lacks.ts'
import { MendPanel } from './MendPanel.tsx'
import { SuggestContext } from './Suggestions.tsx'
import { Undecided } from './Undecided.tsx'
import { useHeld } from './useHeld.ts'
import type { Held } from './useHeld.ts'
import type { Suggested } from './useSuggestions.ts'
import { quarantineWords } from './words.ts'
import './quarantine.css'
import './suggest.css'

const route = getRouteApi('/shell/quarantine')

/** What was not good enough, oldest first: mended in the row and let go, let go all the same, or dismissed. */
export function QuarantinePage() {
  const w = useWords(quarantineWords)
  const { lang } = useLanguage()
  const admin = useIs('admin')
  const { tab, source, lacks, lead } = route.useSearch()
  const navigate = route.useNavigate()
  const held = useHeld({ source, lacks })
  const { list, count, live, selection, work, hints, blind, renew } = held
  const go = (part: {
    tab?: 'undecided' | undefined
    source?: string | undefined
    lacks?: string | undefined
    lead?: string | undefined
  }) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const at = list.rows.findIndex(({ leadId }) => leadId === lead)
  const opened = list.rows[at]
  const next = list.rows.slice(at + 1).find(({ gone }) => gone === undefined)
  const phone = usePhone()
  const take = useRef(work.take)
  useEffect(() => {
    take.current = work.take
  })
  const suggesting = useMemo(
    () => ({
      hints,
      busy: work.busy,
      take: (row: ListRow, suggestion: Suggested) => void take.current(row, suggestion),
    }),
    [hints, work.busy],
  )
  const about = (n: string) => `${w.about(n)} ${blind ? w.mayNotEdit : phone ? '' : w.how}`
  const undecided = tab === 'undecided' && admin
  return (
    <SuggestContext value={suggesting}>
      <Page
        title={w.title}
        fill
        about={count && !undecided ? about(formatCount(count.count, lang, count.exact ? Infinity : 0)) : null}
        actions={
          admin ? (
            <Segmented<'held' | 'undecided'>
              aria-label={w.title}
              value={undecided ? 'undecided' : 'held'}
              onChange={(to) => go({ tab: to === 'held' ? undefined : to, lead: undefined })}
              options={[
                { value: 'held', label: w.tabHeld },
                { value: 'undecided', label: w.tabUndecided },
              ]}
            />
          ) : null
        }
        side={
          opened && !undecided ? (
            <MendPanel
              key={opened.leadId}
              row={opened}
              work={work}
              onClose={() => go({ lead: undefined })}
              onNext={() => go({ lead: next?.leadId })}
            />
          ) : undefined
        }
      >
        {undecided ? (
          <Undecided />
        ) : (
          <>
            <Filters
              wish={{ source, lacks }}
              seen={lackedFields(list.rows)}
              onWish={(wish) => go({ source: wish.source, lacks: wish.lacks })}
            />
            <Alike source={source} onFixed={renew} />
            {selection.ids.size > 0 ? (
              <BulkBar
                rows={list.rows.filter(({ leadId }) => selection.ids.has(leadId))}
                work={work}
                onClear={selection.clear}
              />
            ) : null}
            {live.fresh > 0 ? (
              <button type="button" className="q-fresh" onClick={renew}>
                {w.fresh(live.fresh)}
              </button>
            ) : null}
            <HeldList
              held={held}
              blind={blind}
              filtered={Boolean(source ?? lacks)}
              open={opened?.leadId}
              onOpen={(leadId) => go({ lead: leadId })}
              onShowAll={() => go({ source: undefined, lacks: undefined })}
            />
          </>
        )}
      </Page>
    </SuggestContext>
  )
}

/** The fields that any of these leads lacks. */
function lackedFields(rows: Held['list']['rows']): readonly string[] {
  return [...new Set(rows.flatMap((row) => lacked(row)))]
}
