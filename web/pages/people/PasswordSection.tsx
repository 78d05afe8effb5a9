import { Button, Form, Input } from 'antd'
import { changePassword, listSessions } from '../../../contract/me.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { accountWords } from './accountWords.ts'
import { Refusal } from './Entrance.tsx'

interface Given {
  current: string
  password: string
}

/** Changing one's password. */
export function PasswordSection() {
  const w = useWords(accountWords)
  const [form] = Form.useForm<Given>()
  const toast = useToast()
  const verb = useVerb(changePassword, [listSessions])
  const done = () => {
    form.resetFields()
    toast.done(w.changed)
  }
  const needed = [{ required: true, message: w.needed }]
  return (
    <Section title={w.password} about={w.passwordAbout}>
      <Form<Given>
        name="secret"
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => verb.mutate({ body }, { onSuccess: done })}
      >
        <Form.Item name="current" label={w.current} rules={needed}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="password" label={w.next} rules={needed}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Refusal error={verb.error} />
        <Button htmlType="submit" loading={verb.isPending}>
          {w.change}
        </Button>
      </Form>
    </Section>
  )
}
