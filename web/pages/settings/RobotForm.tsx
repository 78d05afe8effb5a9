import { Button, Form, Input, Segmented, Select } from 'antd'
import { listTeams } from '../../../contract/people.ts'
import { addRobot, listRobots } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { linkWords } from './linkWords.ts'
import { Refusal } from './Refusal.tsx'
import { settingsWords } from './words.ts'

interface Given {
  kind: 'wecom' | 'dingtalk' | 'feishu'
  name: string
  url: string
  secret?: string
  teamId: string
}

const addresses = {
  wecom: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
  dingtalk: 'https://oapi.dingtalk.com/robot/send?access_token=…',
  feishu: 'https://open.feishu.cn/open-apis/bot/v2/hook/…',
} as const

/** Adds a robot: its platform, the address the group gave it, and whose leads it tells of. */
export function RobotForm({ onClose }: { onClose: () => void }) {
  const w = useWords(linkWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const [form] = Form.useForm<Given>()
  const kind = Form.useWatch('kind', form) ?? 'wecom'
  const teams = useEndpoint(listTeams, {}).data?.items ?? []
  const verb = useVerb(addRobot, [listRobots])
  const send = ({ secret, teamId, ...rest }: Given) =>
    verb.mutate(
      { body: { ...rest, secret: secret?.trim() || null, teamId: teamId || null } },
      {
        onSuccess: () => {
          toast.done(s.saved)
          onClose()
        },
      },
    )
  return (
    <SidePanel title={w.newRobot} label={w.newRobot} onClose={onClose}>
      <Form<Given>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={{ kind: 'wecom', teamId: '' }}
      >
        <Form.Item name="kind" label={w.robotKind}>
          <Segmented
            options={(['wecom', 'dingtalk', 'feishu'] as const).map((value) => ({ value, label: w[value] }))}
          />
        </Form.Item>
        <Form.Item name="name" label={w.robotName} rules={[{ required: true, message: s.needed }]}>
          <Input maxLength={60} placeholder={w.robotNamePrompt} autoComplete="off" />
        </Form.Item>
        <Form.Item name="url" label={w.url} rules={[{ required: true, type: 'url', message: w.urlNeeded }]}>
          <Input type="url" maxLength={500} placeholder={addresses[kind]} autoComplete="off" />
        </Form.Item>
        {kind === 'wecom' ? null : (
          <Form.Item name="secret" label={w.secret}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name="teamId" label={w.team}>
          <Select
            options={[
              { value: '', label: w.everyTeam },
              ...teams.map(({ teamId, name }) => ({ value: teamId, label: name })),
            ]}
          />
        </Form.Item>
        <Refusal error={verb.error} />
        <Button type="primary" htmlType="submit" loading={verb.isPending}>
          {w.newRobot}
        </Button>
      </Form>
    </SidePanel>
  )
}
