import { Button, Checkbox, Form, Input, Switch } from 'antd'
import { addWebhook, changeWebhook, listWebhooks } from '../../../contract/settings.ts'
import { webhookKinds } from '../../../contract/webhook.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { linkWords } from './linkWords.ts'
import { Refusal } from './Refusal.tsx'
import { settingsWords } from './words.ts'

interface Given {
  url: string
  kinds: (typeof webhookKinds)[number][]
  active: boolean
}

interface WebhookFormProps {
  /** Undefined: a new one. */
  held: Reply<typeof listWebhooks>['items'][number] | undefined
  onSecret: (secret: string) => void
  onClose: () => void
}

const fresh: Given = { url: '', kinds: ['lead.created', 'lead.assigned'], active: true }

/** Where to send what; a new one brings its secret. */
export function WebhookForm({ held, onSecret, onClose }: WebhookFormProps) {
  const w = useWords(linkWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const add = useVerb(addWebhook, [listWebhooks])
  const change = useVerb(changeWebhook, [listWebhooks])
  const send = (body: Given) => {
    if (!held) {
      add.mutate(
        { body },
        {
          onSuccess: ({ secret }) => {
            onSecret(secret)
            onClose()
          },
        },
      )
      return
    }
    const done = () => {
      toast.done(s.saved)
      onClose()
    }
    change.mutate({ params: { webhookId: held.webhookId }, body }, { onSuccess: done })
  }
  const title = held ? s.edit : w.newWebhook
  return (
    <SidePanel title={title} label={title} onClose={onClose}>
      <Form<Given> layout="vertical" requiredMark={false} onFinish={send} initialValues={held ?? fresh}>
        <Form.Item name="url" label={w.url} rules={[{ required: true, type: 'url', message: w.urlNeeded }]}>
          <Input type="url" maxLength={1000} placeholder="https://" autoComplete="off" />
        </Form.Item>
        <Form.Item name="kinds" label={w.kinds} rules={[{ required: true, message: s.needed }]}>
          <Checkbox.Group
            className="stacked"
            options={webhookKinds.map((kind) => ({ value: kind, label: w[kind] }))}
          />
        </Form.Item>
        <Form.Item name="active" label={s.active} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Refusal error={add.error ?? change.error} />
        <Button type="primary" htmlType="submit" loading={add.isPending || change.isPending}>
          {s.save}
        </Button>
      </Form>
    </SidePanel>
  )
}
