import { Button, Form, Input, Switch, Typography } from 'antd'
import { keepPlatform, listPlatforms } from '../../../contract/platform.ts'
import type { PlatformName } from '../../../contract/platform.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import type { App } from './AppsPage.tsx'
import { appWords } from './appWords.ts'
import { Refusal } from './Refusal.tsx'
import { settingsWords } from './words.ts'

interface Given {
  clientId: string
  secret?: string
  agent?: string
  base?: string
  messages: boolean
  signIn: boolean
}

interface AppFormProps {
  provider: PlatformName
  app: App | undefined
  callback: string
  onClose: () => void
}

/** Sets an application up: its id and secret, what it is for, and the address to tell its console. */
export function AppForm({ provider, app, callback, onClose }: AppFormProps) {
  const w = useWords(appWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const verb = useVerb(keepPlatform, [listPlatforms])
  const send = ({ secret, agent, base, ...given }: Given) => {
    const body = {
      ...given,
      agent: agent?.trim() || null,
      base: base?.trim() || null,
      ...(secret?.trim() && { secret }),
    }
    const onSuccess = () => {
      toast.done(s.saved)
      onClose()
    }
    verb.mutate({ params: { provider }, body }, { onSuccess })
  }
  const needed = { required: true, message: s.needed }
  return (
    <SidePanel title={w[provider]} label={w[provider]} onClose={onClose}>
      <Form<Given> layout="vertical" requiredMark={false} onFinish={send} initialValues={givenBy(app)}>
        <Form.Item name="clientId" label={w[`${provider}Id`]} rules={[needed]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="secret"
          label={w[`${provider}Secret`]}
          rules={app ? [] : [needed]}
          {...(app && { extra: w.kept })}
        >
          <Input.Password maxLength={200} autoComplete="new-password" />
        </Form.Item>
        <Agent provider={provider} />
        <Form.Item name="messages" label={w.messages} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="signIn" label={w.signIn} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item label={w.callback} extra={w[`${provider}Callback`]}>
          <Typography.Text code copyable className="address">
            {callback}
          </Typography.Text>
        </Form.Item>
        <Form.Item name="base" label={w.base} extra={w.baseHint}>
          <Input type="url" maxLength={300} autoComplete="off" />
        </Form.Item>
        <Refusal error={verb.error} />
        <Button type="primary" htmlType="submit" loading={verb.isPending}>
          {s.save}
        </Button>
      </Form>
    </SidePanel>
  )
}

function Agent({ provider }: { provider: PlatformName }) {
  const w = useWords(appWords)
  if (provider === 'feishu') return null
  if (provider === 'dingtalk') {
    return (
      <Form.Item name="agent" label={w.dingtalkAgent} extra={w.dingtalkAgentHint}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
    )
  }
  return (
    <Form.Item
      name="agent"
      label={w.wecomAgent}
      rules={[{ required: true, pattern: /^\d+$/, message: w.agentNeeded }]}
    >
      <Input maxLength={20} inputMode="numeric" autoComplete="off" />
    </Form.Item>
  )
}

function givenBy(app: App | undefined): Partial<Given> {
  if (!app) return { messages: true, signIn: true }
  const { clientId, agent, base, messages, signIn } = app
  return { clientId, messages, signIn, ...(agent && { agent }), ...(base && { base }) }
}
