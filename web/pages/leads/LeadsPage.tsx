import { useCallback, useMemo } from 'react'
import { exportLeads } from '../../../contract/views.ts'
import { queryOf as addressOfQuery } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useMe } from '../../app/session.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { LeadPanel } from '../lead/LeadPanel.tsx'
import { OutboxBar } from '../lead/OutboxBar.tsx'
import { useCount } from './ask.ts'
import { ColumnPicker, ListMenu } from './ColumnPicker.tsx'
import { PatchContext } from './EditableCell.tsx'
import { FilterBar } from './FilterBar.tsx'
import { fitter, isUntouched } from './fits.ts'
import { LeadTable } from './LeadTable.tsx'
import { everything, queryOf } from './search.ts'
import type { ListQuery } from './search.ts'
import { SelectionBar } from './SelectionBar.tsx'
import { useColumns } from './useColumns.ts'
import { useList } from './useList.ts'
import { useLiveRows } from './useLiveRows.ts'
import { useSelection } from './useSelection.ts'
import { useView } from './useView.ts'
import { ViewTabs } from './ViewTabs.tsx'
import { listWords } from './words.ts'
import './leads.css'

/** The list of leads: a view and what differs from it in the address, one line a lead, the opened one at the side. */
export function LeadsPage() {
  const w = useWords(listWords)
  const { lang } = useLanguage()
  const { views, view, shown, open, change, modified } = useView()
  const asks = JSON.stringify(queryOf(shown))
  const query = useMemo(() => JSON.parse(asks) as ListQuery, [asks])
  const list = useList(query)
  const count = useCount(query)
  const selection = useSelection(query)
  const columns = useColumns(shown.cols, open !== undefined, (cols) => change({ cols }))
  const live = useLiveRows({ list, query, fits: useFits(shown) })
  const openLead = useCallback((leadId: string | undefined) => change({ open: leadId }), [change])
  const at = list.rows.findIndex(({ leadId }) => leadId === open)
  const next = list.rows[at + 1]
  const renew = () => {
    live.forget()
    void list.renew()
    void count.refetch()
  }
  const total = count.data
  return (
    <Page
      title={w.title}
      fill
      actions={
        <ViewTabs
          views={views}
          view={view}
          shown={shown}
          modified={modified}
          onChoose={(key) => change(chosenView(key))}
        />
      }
      side={
        open ? (
          <LeadPanel
            leadId={open}
            onClose={() => openLead(undefined)}
            onNext={next ? () => openLead(next.leadId) : undefined}
          />
        ) : undefined
      }
    >
      <OutboxBar />
      <FilterBar
        when={shown.when ?? everything}
        q={shown.q ?? ''}
        onWhen={(when) => change({ when })}
        onFind={(q) => change({ q: q || undefined })}
        untouched={shown.untouched}
        onTouched={() => change({ untouched: false })}
      >
        <span className="filter-end">
          {total ? (
            <span className="filter-count">
              {w.about(formatCount(total.count, lang, total.exact ? Infinity : 0))}
            </span>
          ) : null}
          <ColumnPicker all={columns.all} shown={columns.keys} onChange={columns.choose} />
          <ListMenu
            href={exportLeads.path + addressOfQuery({ ...query, untouched: query.untouched && '1' })}
          />
        </span>
      </FilterBar>
      {selection.ids.size > 0 ? (
        <SelectionBar
          selection={selection}
          total={total?.count}
          rows={list.rows}
          query={query}
          onDone={renew}
        />
      ) : null}
      {live.fresh > 0 ? (
        <button type="button" className="fresh" onClick={renew}>
          {w.nNew(live.fresh)}
        </button>
      ) : null}
      <PatchContext value={list.patch}>
        <LeadTable
          list={list}
          columns={columns.shown}
          total={total?.count}
          looks={live.looks}
          open={open}
          onOpen={openLead}
          selected={selection.ids}
          onSelect={selection.select}
          sort={{ by: shown.sort ?? 'arrivedAt', desc: shown.desc ?? true }}
          onSort={({ by, desc }) => change({ sort: by as never, desc })}
          why={modified || shown.q ? 'filtered' : view.key === 'mine' ? 'mine' : 'all'}
        />
      </PatchContext>
    </Page>
  )
}

/** Another view: nothing of what differed from the one before is taken along. */
function chosenView(key: string) {
  const rest = {
    when: undefined,
    q: undefined,
    sort: undefined,
    desc: undefined,
    holder: undefined,
    untouched: undefined,
    cols: undefined,
  }
  return { view: key || undefined, ...rest }
}

/** Whether a changed row still belongs to what is shown. */
function useFits({ when, holder, untouched }: ReturnType<typeof useView>['shown']) {
  const { fields } = useVocabulary()
  const { userId, organisation } = useMe()
  return useMemo(() => {
    const passes = fitter(when, fields, { me: userId, zone: organisation.timeZone })
    return (row: Parameters<typeof passes>[0]) =>
      passes(row) && (holder === undefined || row.holder.kind === holder) && (!untouched || isUntouched(row))
  }, [when, holder, untouched, fields, userId, organisation.timeZone])
}
