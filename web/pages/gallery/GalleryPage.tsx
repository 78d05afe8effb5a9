import { InboxOutlined } from '@ant-design/icons'
import { Button, Checkbox, DatePicker, Input, Segmented, Select, Switch, Tabs, Tag } from 'antd'
import { useState } from 'react'
import type { Condition } from '../../../rules/condition.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { Refused } from '../../app/api.ts'
import { Frame } from '../../app/shell/Frame.tsx'
import type { ChoicesOf } from '../../ui/condition/choices.ts'
import { ConditionEditor } from '../../ui/condition/ConditionEditor.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Gauge } from '../../ui/Gauge.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Money } from '../../ui/Money.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Phone } from '../../ui/Phone.tsx'
import { Deadline, RelativeTime, heatOf } from '../../ui/RelativeTime.tsx'
import { Sentence } from '../../ui/Sentence.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Column, Sort } from '../../ui/table.ts'
import { Tags } from '../../ui/Tags.tsx'
import { TwoLine } from '../../ui/TwoLine.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { Why } from '../../ui/Why.tsx'
import { sampleRows } from './samples.ts'
import type { Sample } from './samples.ts'

const now = Date.now()
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()
const me = { name: '王晓燕', about: 'wang@example.com', roles: ['admin', 'manager', 'rep'] as const }

/** Every part of the kit with messy data, in the shell: `?part=list` shows the table, else the small parts. */
export function GalleryPage() {
  const part = new URLSearchParams(location.search).get('part')
  return (
    <Frame me={me} onSignOut={() => undefined} search={async () => []}>
      {part === 'list' ? (
        <ListPart />
      ) : part === 'condition' ? (
        <ConditionPart />
      ) : part === 'states' ? (
        <StatesPart />
      ) : (
        <PartsPart />
      )}
    </Frame>
  )
}

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

function ListPart() {
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

const sampleFields = fieldsOf([
  { key: 'budget', type: 'number', label: { zh: '预算', en: 'Budget' }, origin: 'custom' },
])
const sampleCondition: Condition = {
  all: [
    { field: 'source', op: 'is', value: '0190a000-0000-7000-8000-000000000001' },
    { field: 'region', op: 'in', value: ['31', '32', '33', '34', '35', '36', '37', '110108'] },
    { not: { field: 'title', op: 'contains', value: '学生' } },
    {
      any: [
        { field: 'lastFollowupAt', op: 'more_than_ago', value: { days: 3 } },
        { field: 'arrivedAt', op: 'after', value: '2026-03-01' },
        { field: 'tags', op: 'has_any', value: ['VIP', '展会'] },
      ],
    },
    { field: 'amount', op: 'between', value: [1_000_000, 5_000_000] },
    { field: 'custom.budget', op: 'at_least', value: 20 },
  ],
}
const choices: ChoicesOf = (field) =>
  field.from === 'sources'
    ? [
        { value: '0190a000-0000-7000-8000-000000000001', label: '官网' },
        { value: '0190a000-0000-7000-8000-000000000002', label: '抖音' },
      ]
    : undefined

function ConditionPart() {
  const [condition, setCondition] = useState(sampleCondition)
  return (
    <Page title="条件" actions={<Button type="primary">保存</Button>}>
      <Section title="什么样的线索">
        <ConditionEditor value={condition} onChange={setCondition} fields={sampleFields} choices={choices} />
      </Section>
    </Page>
  )
}

function StatesPart() {
  const refused = new Refused({
    type: 'about:blank',
    title: '',
    status: 409,
    code: 'pool.already_claimed',
    detail: '慢了一步，赵磊 已领取',
    requestId: 'req-7f3k',
  })
  return (
    <Page title="状态">
      <Section title="空">
        <Empty
          icon={<InboxOutlined />}
          title="还没有线索"
          action={<Button type="primary">导入第一份表格</Button>}
        >
          从表格导入，或把表单嵌进官网，线索会自己流进来。
        </Empty>
      </Section>
      <Section title="被拒">
        <ErrorState error={refused} kept="已经写好的跟进记录还在输入框里。" retry={() => undefined} />
      </Section>
      <Section title="加载">
        <Skeleton rows={4} />
      </Section>
    </Page>
  )
}

function PartsPart() {
  const toast = useToast()
  return (
    <Page
      title="零件"
      about="给眼睛看的一页"
      actions={
        <>
          <Button onClick={() => toast.done('已退回公海', () => undefined)}>带撤销的提示</Button>
          <Button type="primary">主要操作</Button>
        </>
      }
    >
      <Section title="时间" about="一周内相对">
        <p>
          <RelativeTime at={at(0)} /> · <RelativeTime at={at(-12)} /> · <RelativeTime at={at(-150)} /> ·{' '}
          <RelativeTime at={at(1440)} /> · <RelativeTime at={at(-4 * 1440)} /> ·{' '}
          <RelativeTime at={at(-40 * 1440)} />
        </p>
        <p>
          <Deadline at={at(12)} /> · <Deadline at={at(300)} /> · <Deadline at={at(-45)} />
        </p>
      </Section>
      <Section title="电话与金额">
        <p>
          <Phone value="+8613800138000" dial /> · <Phone value="138****1234" /> ·{' '}
          <Phone value="+861065520000" /> · <Phone value="+14155552671" /> ·{' '}
          <Money minor={12_500_000} currency="CNY" /> · <Money minor={320_000_000_00} currency="CNY" />
        </p>
      </Section>
      <Section title="句子">
        <Sentence
          onOpen={() => undefined}
          parts={[
            { text: '来源', kind: 'field' },
            '是',
            { text: '官网', kind: 'value' },
            ' 且 ',
            { text: '地区', kind: 'field' },
            '在',
            { text: '华东', kind: 'value' },
            ' → 轮流给 ',
            { text: '华东一组', kind: 'value' },
            '，每人每天最多 20 条',
          ]}
        />
      </Section>
      <Section title="量与键">
        <p>
          <Gauge label="今日" used={7} limit={20} /> &nbsp; <Gauge label="持有" used={55} limit={60} /> &nbsp;{' '}
          <Gauge label="满" used={20} limit={20} /> &nbsp; <Kbd keys="g l" /> <Kbd keys="mod+k" />
        </p>
      </Section>
      <Section title="控件">
        <p style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          <Input aria-label="字" placeholder="输入文字" style={{ width: 160 }} />
          <Input aria-label="错" status="error" defaultValue="不对" style={{ width: 120 }} />
          <Select
            aria-label="来源"
            style={{ width: 160 }}
            defaultValue="a"
            options={[
              { value: 'a', label: '官网' },
              { value: 'b', label: '转介绍' },
            ]}
          />
          <DatePicker />
          <Segmented options={['日', '周', '月']} />
          <Switch defaultChecked aria-label="开关" />
          <Checkbox defaultChecked>勾选</Checkbox>
          <Tag>官网</Tag>
          <Tag color="success">已核实</Tag>
          <Button danger>删除</Button>
          <Button disabled>不可用</Button>
          <Button type="link">链接</Button>
        </p>
        <Tabs
          items={[
            { key: '1', label: '事实' },
            { key: '2', label: '时间线' },
          ]}
        />
      </Section>
    </Page>
  )
}
