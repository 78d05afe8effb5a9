import { Alert, Button, Checkbox, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { readSetup, signIn } from '../../../contract/session.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Entrance, Refusal } from './Entrance.tsx'
import { entranceWords } from './words.ts'

interface PasswordFormProps {
  /** What stands below: other ways in. */
  children?: ReactNode
  onNext: (next: 'in' | 'code') => void
  onForgot: () => void
}

interface Given {
  login: string
  password: string
  remember: boolean
}

/** Login and password; who has no admin yet is told where the setup link is. */
export function PasswordForm({ children, onNext, onForgot }: PasswordFormProps) {
  const w = useWords(entranceWords)
  const setup = useEndpoint(readSetup, {})
  const verb = useVerb(signIn)
  const send = (given: Given) => verb.mutate({ body: given }, { onSuccess: ({ next }) => onNext(next) })
  const needed = [{ required: true, message: w.needed }]
  return (
    <Entrance title={w.signIn}>
      <Form<Given>
        name="enter"
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={{ remember: true }}
      >
        {setup.data?.needed ? (
          <Alert className="entrance-refusal" type="info" showIcon title={w.setupNeeded} />
        ) : null}
        <Form.Item name="login" label={w.login} rules={needed}>
          <Input size="large" autoComplete="username" autoCapitalize="none" autoFocus />
        </Form.Item>
        <Form.Item name="password" label={w.password} rules={needed}>
          <Input.Password size="large" autoComplete="current-password" />
        </Form.Item>
        <div className="entrance-row">
          <Form.Item name="remember" valuePropName="checked" noStyle>
            <Checkbox>{w.remember}</Checkbox>
          </Form.Item>
          <button type="button" className="link" onClick={onForgot}>
            {w.forgot}
          </button>
        </div>
        <Refusal error={verb.error} />
        <Button type="primary" size="large" block htmlType="submit" loading={verb.isPending}>
          {w.signIn}
        </Button>
      </Form>
      {children}
    </Entrance>
  )
}
