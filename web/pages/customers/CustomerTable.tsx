import { CrownOutlined } from '@ant-design/icons'
import { useMemo } from 'react'
import { useWords } from '../../app/language.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Money } from '../../ui/Money.tsx'
import { Phone } from '../../ui/Phone.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Column } from '../../ui/table.ts'
import { TwoLine } from '../../ui/TwoLine.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import type { CustomersSearch } from './search.ts'
import { type CustomerLine, type useCustomers, useStages } from './useCustomers.ts'
import { customerWords } from './words.ts'

interface CustomerTableProps {
  list: ReturnType<typeof useCustomers>['list']
  total: number | undefined
  /** Nothing is asked for: an empty list means that there is nobody yet. */
  fresh: boolean
  search: CustomersSearch
  onChange: (part: Partial<CustomersSearch>) => void
  selected?: ReadonlySet<string>
  onSelect?: (keys: ReadonlySet<string>) => void
}

const keyOf = ({ customerId }: CustomerLine) => customerId

/** Customers, one a line. */
export function CustomerTable(props: CustomerTableProps) {
  const { list, total, fresh, search, onChange, selected, onSelect } = props
  const w = useWords(customerWords)
  const { columns, renderPhone } = useLook()
  if (list.rows === undefined)
    return list.error ? (
      <ErrorState error={list.error} retry={() => void list.refetch()} />
    ) : (
      <Skeleton rows={12} />
    )
  if (list.rows.length === 0)
    return fresh ? (
      <Empty icon={<CrownOutlined />} title={w.empty}>
        {w.emptyHint}
      </Empty>
    ) : (
      <Empty title={w.nothing}>{w.nothingHint}</Empty>
    )
  const open = (customerId: string) => onChange({ open: customerId })
  return (
    <VirtualTable
      label={w.title}
      rows={list.rows}
      columns={columns}
      rowKey={keyOf}
      total={total}
      active={search.open}
      onActive={open}
      onOpen={({ customerId }) => open(customerId)}
      {...(selected && onSelect ? { selected, onSelect } : {})}
      {...(list.more ? { onMore: list.more } : {})}
      more={!list.done}
      moreError={list.moreError}
      onRetry={list.retryMore}
      renderPhone={renderPhone}
    />
  )
}

function useLook() {
  const w = useWords(customerWords)
  const { nameOf } = useStages()
  return useMemo(() => {
    const called = ({ company, name }: CustomerLine) => company ?? name ?? w.nameless
    const spent = ({ spend, currency }: CustomerLine) =>
      spend === null || currency === null ? null : <Money minor={spend} currency={currency} />
    const columns: Column<CustomerLine>[] = [
      { key: 'customer', title: w.customer, grow: 3, least: 200, render: (row) => <b>{called(row)}</b> },
      {
        key: 'contact',
        title: w.contact,
        grow: 1,
        optional: true,
        render: ({ company, name }) => (company ? name : null),
      },
      {
        key: 'phone',
        title: w.phone,
        width: 148,
        optional: true,
        render: ({ phones: [phone] }) => phone && <Phone value={phone} />,
      },
      { key: 'stage', title: w.stage, width: 92, render: ({ lifecycleStage }) => nameOf(lifecycleStage) },
      { key: 'spend', title: w.spend, width: 112, align: 'end', render: spent },
      {
        key: 'last',
        title: w.lastPurchase,
        width: 116,
        align: 'end',
        optional: true,
        render: ({ lastPurchaseOn }) => <span className="figure">{lastPurchaseOn}</span>,
      },
      { key: 'holder', title: w.holder, width: 112, render: ({ holder }) => holder?.name },
    ]
    const renderPhone = (row: CustomerLine) => (
      <TwoLine
        main={<b>{called(row)}</b>}
        end={spent(row)}
        below={[nameOf(row.lifecycleStage), row.company ? row.name : null, row.holder?.name]
          .filter(Boolean)
          .join(' · ')}
        belowEnd={row.lastPurchaseOn}
      />
    )
    return { columns, renderPhone }
  }, [w, nameOf])
}
