import { InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Refused } from '../../app/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

export function StatesPart() {
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
