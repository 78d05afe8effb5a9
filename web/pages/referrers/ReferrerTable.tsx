import { TeamOutlined } from '@ant-design/icons'
import { Checkbox, Input, Select, Tag } from 'antd'
import { useMemo } from 'react'
import { listReferrers, referralStates, referrerKinds } from '../../../contract/referral.ts'
import { useWords } from '../../app/language.tsx'
import { usePages } from '../../app/queries.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Phone } from '../../ui/Phone.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Column } from '../../ui/table.ts'
import { TwoLine } from '../../ui/TwoLine.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import type { Change, ReferrersSearch } from './search.ts'
import type { ReferrerLine } from './useReferrers.ts'
import { referrerWords } from './words.ts'

interface ReferrerTableProps {
  search: ReferrersSearch
  onChange: Change
}

const keyOf = ({ referrerId }: ReferrerLine) => referrerId

/** Referrers, one a line, with what came of whom they referred. */
export function ReferrerTable({ search, onChange }: ReferrerTableProps) {
  const w = useWords(referrerWords)
  const { q, kind, state, archived } = search
  const query = {
    ...(q ? { q } : {}),
    ...(kind ? { kind } : {}),
    ...(state ? { state } : {}),
    ...(archived ? { archived: 'true' as const } : {}),
  }
  const list = usePages(listReferrers, { query: { ...query, limit: 100 } })
  const { columns, renderPhone } = useLook()
  const open = (referrerId: string) => onChange({ open: referrerId })
  const bare = Object.keys(query).length === 0
  const fresh = bare && list.rows?.length === 0
  return (
    <>
      {fresh ? null : <Filters search={search} onChange={onChange} />}
      {list.rows === undefined ? (
        list.error ? (
          <ErrorState error={list.error} retry={() => void list.refetch()} />
        ) : (
          <Skeleton rows={10} />
        )
      ) : list.rows.length === 0 ? (
        <Empty icon={<TeamOutlined />} title={fresh ? w.empty : w.nothing}>
          {fresh ? w.emptyHint : w.nothingHint}
        </Empty>
      ) : (
        <VirtualTable
          label={w.list}
          rows={list.rows}
          columns={columns}
          rowKey={keyOf}
          total={list.done ? list.rows.length : undefined}
          active={search.open}
          onActive={open}
          onOpen={({ referrerId }) => open(referrerId)}
          {...(list.more ? { onMore: list.more } : {})}
          more={!list.done}
          moreError={list.moreError}
          onRetry={list.retryMore}
          renderPhone={renderPhone}
        />
      )}
    </>
  )
}

function Filters({ search, onChange }: ReferrerTableProps) {
  const w = useWords(referrerWords)
  return (
    <div className="customer-filters">
      <Input.Search
        key={search.q ?? ''}
        className="customer-find"
        size="small"
        allowClear
        aria-label={w.find}
        placeholder={w.findPrompt}
        defaultValue={search.q ?? ''}
        onSearch={(q) => onChange({ q: q.trim() || undefined })}
      />
      <Select
        size="small"
        aria-label={w.kind}
        value={search.kind ?? ''}
        onChange={(kind: string) => onChange({ kind: (kind || undefined) as ReferrersSearch['kind'] })}
        options={[
          { value: '', label: w.anyKind },
          ...referrerKinds.map((value) => ({ value, label: w[value] })),
        ]}
        popupMatchSelectWidth={false}
      />
      <Select
        size="small"
        aria-label={w.state}
        value={search.state ?? ''}
        onChange={(state: string) => onChange({ state: (state || undefined) as ReferrersSearch['state'] })}
        options={[
          { value: '', label: w.anyState },
          ...referralStates.map((value) => ({ value, label: w[value] })),
        ]}
        popupMatchSelectWidth={false}
      />
      <Checkbox
        checked={search.archived === true}
        onChange={({ target }) => onChange({ archived: target.checked ? true : undefined })}
      >
        {w.archived}
      </Checkbox>
    </div>
  )
}

/** What is known of a referrer, in a word; nothing where all is well. */
export function StateMark({ state }: { state: ReferrerLine['state'] }) {
  const w = useWords(referrerWords)
  if (state === 'verified') return null
  return <Tag color={state === 'refused' ? 'error' : 'warning'}>{w[state]}</Tag>
}

function useLook() {
  const w = useWords(referrerWords)
  return useMemo(() => {
    const count = (key: 'referred' | 'qualified' | 'won' | 'due', width = 84): Column<ReferrerLine> => ({
      key,
      title: w[key],
      width,
      align: 'end',
      ...(key === 'qualified' ? { optional: true as const } : {}),
      render: (row) => <span className={row[key] === 0 ? 'figure faint' : 'figure'}>{row[key]}</span>,
    })
    const rep = ({ rep: one }: ReferrerLine) =>
      one ? one.left ? <span className="faint">{w.left(one.name ?? '—')}</span> : one.name : '—'
    const columns: Column<ReferrerLine>[] = [
      {
        key: 'name',
        title: w.name,
        grow: 2,
        least: 180,
        render: (row) => (
          <>
            <b>{row.name ?? w.nameless}</b> <StateMark state={row.state} />
          </>
        ),
      },
      { key: 'company', title: w.company, grow: 1, optional: true, render: (row) => row.company },
      { key: 'kind', title: w.kind, width: 88, render: (row) => w[row.kind] },
      {
        key: 'phone',
        title: w.phone,
        width: 140,
        optional: true,
        render: (row) => row.phone && <Phone value={row.phone} />,
      },
      { key: 'code', title: w.code, width: 88, render: (row) => <span className="figure">{row.code}</span> },
      { key: 'rep', title: w.rep, width: 120, render: rep },
      count('referred'),
      count('qualified'),
      count('won'),
      count('due', 96),
    ]
    const renderPhone = (row: ReferrerLine) => (
      <TwoLine
        main={
          <>
            <b>{row.name ?? w.nameless}</b> <StateMark state={row.state} />
          </>
        }
        end={<span className="figure">{row.code}</span>}
        below={[w[row.kind], row.rep?.name].filter(Boolean).join(' · ')}
        belowEnd={`${w.referred} ${row.referred} · ${w.won} ${row.won}`}
      />
    )
    return { columns, renderPhone }
  }, [w])
}
