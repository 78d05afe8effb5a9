import { Button, Checkbox, DatePicker, Input, Segmented, Select, Switch, Tabs, Tag } from 'antd'
import { Chart } from '../../ui/Chart.tsx'
import { Gauge } from '../../ui/Gauge.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Money } from '../../ui/Money.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Phone } from '../../ui/Phone.tsx'
import { Deadline, RelativeTime } from '../../ui/RelativeTime.tsx'
import { Sentence } from '../../ui/Sentence.tsx'
import { useToast } from '../../ui/useToast.tsx'

const now = Date.now()
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()

const sampleChart = {
  grid: { left: 32, right: 8, top: 16, bottom: 24 },
  xAxis: { type: 'category', data: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] },
  yAxis: { type: 'value' },
  series: [
    {
      type: 'bar',
      data: [120, 200, 150, 80, 70, 110, 130],
      barMaxWidth: 28,
      label: { show: true, position: 'top' },
    },
  ],
}

export function PartsPart() {
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
      <Section title="图">
        <Chart label="过去七天每天的新线索" option={sampleChart} height={180} />
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
