import { Button } from 'antd'
import { useState } from 'react'
import { Gauge } from '../../ui/Gauge.tsx'
import { Money } from '../../ui/Money.tsx'
import { Page } from '../../ui/Page.tsx'
import { Phone } from '../../ui/Phone.tsx'
import { Deadline, heatOf } from '../../ui/RelativeTime.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import type { Column, Sort } from '../../ui/table.ts'
import { Tags } from '../../ui/Tags.tsx'
import { TwoLine } from '../../ui/TwoLine.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { Why } from '../../ui/Why.tsx'
import { sampleRows } from './samples.ts'
import type { Sample } from './samples.ts'

const columns: Column<Sample>[] = [
  {
    key: 'grade',
    title: '等级',
    width: 72,
    render: (row) => (
      <Why
        title={`为什么是 ${row.grade}`}
        reasons={[
          { text: '职位是采购总监', points: 30 },
          { text: '下载白皮书', points: 22 },
          { text: '企业规模 500 人以上', points: 18 },
          { text: '三天未联系', points: -6 },
        ]}
        total={84}
      >
        {row.grade} {row.score}
      </Why>
    ),
  },
  {
    key: 'name',
    least: 200,
    title: '姓名',
    grow: 3,
    render: (row) => (
      <>
        <b>{row.name ?? '—'}</b> {row.company ? ` · ${row.company}` : ''}
        {row.title ? ` · ${row.title}` : ''}
      </>
    ),
  },
  { key: 'phone', title: '电话', width: 148, render: (row) => <Phone value={row.phone} /> },
  { key: 'region', optional: true, title: '地区', width: 84, render: (row) => row.region },
  { key: 'source', title: '来源', grow: 1, render: (row) => row.source },
  {
    key: 'tags',
    optional: true,
    least: 150,
    title: '标签',
    grow: 1,
    render: (row) => <Tags tags={row.tags} />,
  },
  {
    key: 'amount',
    optional: true,
    title: '金额',
    width: 96,
    align: 'end',
    sortable: true,
    render: (row) => (row.amount ? <Money minor={row.amount} currency="CNY" /> : ''),
  },
  {
    key: 'due',
    title: '截止',
    width: 110,
    align: 'end',
    sortable: true,
    render: (row) => <Deadline at={row.due} />,
  },
]

const keyOf = (row: Sample) => row.id
const phoneRow = (row: Sample) => <PhoneRow row={row} />
const lookOf = (row: Sample) => ({
  heat: heatOf(row.due, new Date()),
  state: row.id === '3' ? ('new' as const) : row.id === '6' ? ('gone' as const) : undefined,
})

export function ListPart() {
  const [active, setActive] = useState<string | undefined>('2')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['4', '5']))
  const [sort, setSort] = useState<Sort>({ by: 'due', desc: false })
  const [open, setOpen] = useState<Sample | undefined>(
    new URLSearchParams(location.search).has('open') ? sampleRows[1] : undefined,
  )
  return (
    <Page
      title="线索"
      about="约 128 万条"
      fill
      actions={
        <>
          <Gauge label="今日" used={18} limit={20} />
          <Gauge label="持有" used={43} limit={60} />
          <Button>导出</Button>
        </>
      }
      side={
        open ? (
          <SidePanel
            title={open.name ?? '—'}
            label={open.name ?? '—'}
            onClose={() => setOpen(undefined)}
            foot={
              <>
                <Button type="primary">记录</Button>
                <Button>转化</Button>
              </>
            }
            actions={<Deadline at={open.due} />}
          >
            <p>{open.company}</p>
            <Phone value={open.phone} dial />
          </SidePanel>
        ) : undefined
      }
    >
      <VirtualTable
        label="线索"
        rows={sampleRows}
        columns={columns}
        rowKey={keyOf}
        total={1_280_000}
        look={lookOf}
        active={active}
        onActive={setActive}
        onOpen={setOpen}
        selected={selected}
        onSelect={setSelected}
        sort={sort}
        onSort={setSort}
        renderPhone={phoneRow}
      />
    </Page>
  )
}

function PhoneRow({ row }: { row: Sample }) {
  return (
    <TwoLine
      lead={row.grade}
      main={[row.name ?? '—', row.company].filter(Boolean).join(' · ')}
      end={<Deadline at={row.due} />}
      below={
        <>
          <Phone value={row.phone} /> · {row.source}
        </>
      }
    />
  )
}
