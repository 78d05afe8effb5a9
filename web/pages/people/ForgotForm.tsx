import { Button, Form, Input } from 'antd'
import { forgotPassword } from '../../../contract/session.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { Entrance, Refusal } from './Entrance.tsx'
import { entranceWords } from './words.ts'

/** Asks for a reset link by mail. */
export function ForgotForm({ onSent, onBack }: { onSent: () => void; onBack: () => void }) {
  const w = useWords(entranceWords)
  const verb = useVerb(forgotPassword)
  return (
    <Entrance title={w.forgotTitle} about={w.forgotHint}>
      <Form<{ login: string }>
        name="forgot"
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => verb.mutate({ body }, { onSuccess: onSent })}
      >
        <Form.Item name="login" label={w.login} rules={[{ required: true, message: w.needed }]}>
          <Input size="large" autoFocus autoComplete="username" autoCapitalize="none" />
        </Form.Item>
        <Refusal error={verb.error} />
        <Button type="primary" size="large" block htmlType="submit" loading={verb.isPending}>
          {w.send}
        </Button>
      </Form>
      <p>
        <button type="button" className="link" onClick={onBack}>
          {w.back}
        </button>
      </p>
    </Entrance>
  )
}
