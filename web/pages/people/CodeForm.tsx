import { Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { signInByCode } from '../../../contract/session.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { Entrance, Refusal } from './Entrance.tsx'
import { entranceWords } from './words.ts'

interface CodeFormProps {
  onIn: () => void
  onBack: () => void
}

interface Given {
  code: string
  trustDevice: boolean
}

/** The second step: the authenticator's digits, or a backup code. */
export function CodeForm({ onIn, onBack }: CodeFormProps) {
  const w = useWords(entranceWords)
  const [kind, setKind] = useState<'app' | 'backup'>('app')
  const verb = useVerb(signInByCode)
  const byApp = kind === 'app'
  const send = (given: Given) => verb.mutate({ body: { ...given, kind } }, { onSuccess: onIn })
  const other = () => {
    verb.reset()
    setKind(byApp ? 'backup' : 'app')
  }
  return (
    <Entrance title={w.codeTitle} about={byApp ? w.codeHint : w.backupHint}>
      <Form<Given>
        name="second"
        key={kind}
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={{ trustDevice: false }}
      >
        <Form.Item
          name="code"
          label={byApp ? w.code : w.backupCode}
          rules={[{ required: true, message: w.needed }]}
        >
          <Input size="large" autoFocus autoComplete="one-time-code" inputMode={byApp ? 'numeric' : 'text'} />
        </Form.Item>
        <Form.Item name="trustDevice" valuePropName="checked">
          <Checkbox>{w.trust}</Checkbox>
        </Form.Item>
        <Refusal error={verb.error} />
        <Button type="primary" size="large" block htmlType="submit" loading={verb.isPending}>
          {w.go}
        </Button>
      </Form>
      <p className="entrance-row">
        <button type="button" className="link" onClick={other}>
          {byApp ? w.useBackup : w.useApp}
        </button>
        <button type="button" className="link" onClick={onBack}>
          {w.back}
        </button>
      </p>
    </Entrance>
  )
}
