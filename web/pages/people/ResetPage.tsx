import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { resetPassword } from '../../../contract/session.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { tokenOf } from './arrive.ts'
import { Entrance, Refusal } from './Entrance.tsx'
import { entranceWords } from './words.ts'

/** Where a reset link leads. */
export function ResetPage() {
  const w = useWords(entranceWords)
  const [token] = useState(() => tokenOf(location))
  const verb = useVerb(resetPassword)
  const navigate = useNavigate()
  const toast = useToast()
  const done = () => {
    toast.done(w.resetDone)
    void navigate({ to: '/sign-in' })
  }
  return (
    <Entrance title={w.resetTitle} about={w.resetHint}>
      <Form<{ password: string }>
        name="reset"
        layout="vertical"
        requiredMark={false}
        onFinish={({ password }) => verb.mutate({ body: { token, password } }, { onSuccess: done })}
      >
        <Form.Item
          name="password"
          label={w.newPassword}
          extra={w.passwordHint}
          rules={[{ required: true, message: w.needed }]}
        >
          <Input.Password size="large" autoFocus autoComplete="new-password" />
        </Form.Item>
        <Refusal error={verb.error} />
        <Button type="primary" size="large" block htmlType="submit" loading={verb.isPending}>
          {w.save}
        </Button>
      </Form>
    </Entrance>
  )
}
