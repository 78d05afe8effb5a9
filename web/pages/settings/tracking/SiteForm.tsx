import { Button, Form, Input, Switch } from 'antd'
import { addSite, changeSite, listSites } from '../../../../contract/behaviour.ts'
import type { Reply } from '../../../app/api.ts'
import { useWords } from '../../../app/language.tsx'
import { useVerb } from '../../../app/queries.ts'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import { Refusal } from '../Refusal.tsx'
import { settingsWords } from '../words.ts'
import { trackingWords } from './words.ts'

export type Site = Reply<typeof listSites>['items'][number]

interface Given {
  name: string
  consent: boolean
  honour: boolean
  active: boolean
}

const fresh: Given = { name: '', consent: true, honour: true, active: true }

interface SiteFormProps {
  /** Undefined: a new one. */
  held: Site | undefined
  onClose: () => void
}

/** A site that runs the tracking script. */
export function SiteForm({ held, onClose }: SiteFormProps) {
  const w = useWords(trackingWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const add = useVerb(addSite, [listSites])
  const change = useVerb(changeSite, [listSites])
  const onSuccess = () => {
    toast.done(s.saved)
    onClose()
  }
  const send = (body: Given) =>
    held
      ? change.mutate({ params: { siteId: held.siteId }, body }, { onSuccess })
      : add.mutate({ body }, { onSuccess })
  const title = held ? s.edit : w.newSite
  return (
    <SidePanel title={title} label={title} onClose={onClose}>
      <Form<Given> layout="vertical" requiredMark={false} onFinish={send} initialValues={held ?? fresh}>
        <Form.Item
          name="name"
          label={w.name}
          rules={[{ required: true, whitespace: true, message: s.needed }]}
        >
          <Input maxLength={80} autoComplete="off" />
        </Form.Item>
        <Form.Item name="consent" label={w.consent} extra={w.consentHint} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="honour" label={w.honour} valuePropName="checked">
          <Switch />
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
