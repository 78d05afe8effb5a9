import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { setUp } from '../../../contract/session.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { tokenOf, useArrive } from './arrive.ts'
import { Entrance, Refusal } from './Entrance.tsx'
import { entranceWords } from './words.ts'

interface Given {
  organisation: string
  name: string
  login: string
  password: string
}

/** Where the printed link leads: the organisation and its first admin. Language and zone are this browser's. */
export function SetupPage() {
  const w = useWords(entranceWords)
  const { lang: locale } = useLanguage()
  const [token] = useState(() => tokenOf(location))
  const verb = useVerb(setUp)
  const arrive = useArrive()
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const send = (given: Given) =>
    verb.mutate({ body: { ...given, token, locale, timeZone } }, { onSuccess: () => arrive() })
  const needed = [{ required: true, message: w.needed }]
  return (
    <Entrance title={w.setupTitle} about={token ? w.setupHint : w.setupNoToken}>
      <Form<Given> name="setup" layout="vertical" requiredMark={false} onFinish={send} disabled={!token}>
        <Form.Item name="organisation" label={w.organisation} rules={needed}>
          <Input size="large" autoFocus autoComplete="organization" />
        </Form.Item>
        <Form.Item name="name" label={w.name} rules={needed}>
          <Input size="large" autoComplete="name" />
        </Form.Item>
        <Form.Item name="login" label={w.login} rules={needed}>
          <Input size="large" autoComplete="username" autoCapitalize="none" />
        </Form.Item>
        <Form.Item name="password" label={w.password} extra={w.passwordHint} rules={needed}>
          <Input.Password size="large" autoComplete="new-password" />
        </Form.Item>
        <Refusal error={verb.error} />
        <Button type="primary" size="large" block htmlType="submit" loading={verb.isPending}>
          {w.start}
        </Button>
      </Form>
    </Entrance>
  )
}
