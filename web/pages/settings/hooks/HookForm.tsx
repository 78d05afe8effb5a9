import { Button, Form, Input, Select } from 'antd'
import { addHook, type HookKind, hookKinds, listHooks } from '../../../../contract/hook.ts'
import { useWords } from '../../../app/language.tsx'
import { useVerb } from '../../../app/queries.ts'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import { Refusal } from '../Refusal.tsx'
import { settingsWords } from '../words.ts'
import { hookWords } from './words.ts'

interface Given {
  name: string
  kind: HookKind
  secret: string
}

/** A new address for another system; its secret says what that system signs with. */
export function HookForm({ onClose }: { onClose: () => void }) {
  const w = useWords(hookWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const add = useVerb(addHook, [listHooks])
  const [form] = Form.useForm<Given>()
  const kind = Form.useWatch('kind', form) ?? 'neutral'
  const meant = { sendgrid: w.secretOfSendgrid, mailgun: w.secretOfMailgun, neutral: w.secretOfNeutral }
  const send = (given: Given) =>
    add.mutate(
      { body: { ...given, active: true } },
      {
        onSuccess: () => {
          toast.done(s.saved)
          onClose()
        },
      },
    )
  return (
    <SidePanel title={w.newHook} label={w.newHook} onClose={onClose}>
      <Form<Given>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={{ name: '', kind: 'neutral', secret: '' }}
      >
        <Form.Item
          name="name"
          label={w.name}
          rules={[{ required: true, whitespace: true, message: s.needed }]}
        >
          <Input maxLength={80} autoComplete="off" />
        </Form.Item>
        <Form.Item name="kind" label={w.kind}>
          <Select options={hookKinds.map((value) => ({ value, label: w[value] }))} />
        </Form.Item>
        <Form.Item
          name="secret"
          label={w.secret}
          extra={meant[kind]}
          rules={[{ required: true, min: 8, message: w.secretShort }]}
        >
          <Input.TextArea
            className="secret"
            autoSize
            maxLength={2000}
            autoComplete="off"
            spellCheck={false}
          />
        </Form.Item>
        <Refusal error={add.error} />
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {s.save}
        </Button>
      </Form>
    </SidePanel>
  )
}
