import { Button, Form, Input, Switch } from 'antd'
import { addCode, changeCode, listCodes } from '../../../../contract/behaviour.ts'
import type { Reply } from '../../../app/api.ts'
import { useWords } from '../../../app/language.tsx'
import { useVerb } from '../../../app/queries.ts'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import { Refusal } from '../Refusal.tsx'
import { settingsWords } from '../words.ts'
import { imageOf } from './image.ts'
import { codeWords } from './words.ts'

type Code = Reply<typeof listCodes>['items'][number]
type Given = Pick<Code, 'name' | 'target' | 'channel' | 'campaign' | 'active'>

const fresh: Given = { name: '', target: '', channel: '', campaign: '', active: true }

interface CodeFormProps {
  /** Undefined: a new one. */
  held: Code | undefined
  onMade: (code: string) => void
  onClose: () => void
}

/** A QR code, to be shown, downloaded and changed; a new one is shown once it is made. */
export function CodeForm({ held, onMade, onClose }: CodeFormProps) {
  const w = useWords(codeWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const add = useVerb(addCode, [listCodes])
  const change = useVerb(changeCode, [listCodes])
  const send = (body: Given) =>
    held
      ? change.mutate({ params: { code: held.code }, body }, { onSuccess: () => toast.done(s.saved) })
      : add.mutate({ body }, { onSuccess: ({ code }) => onMade(code) })
  const title = held?.name ?? w.newCode
  return (
    <SidePanel title={title} label={title} onClose={onClose}>
      {held ? <Shown code={held} /> : null}
      <Form<Given> layout="vertical" requiredMark={false} onFinish={send} initialValues={held ?? fresh}>
        <Form.Item
          name="name"
          label={w.name}
          rules={[{ required: true, whitespace: true, message: s.needed }]}
        >
          <Input maxLength={80} autoComplete="off" placeholder={w.nameHint} />
        </Form.Item>
        <Form.Item
          name="target"
          label={w.target}
          rules={[{ required: true, type: 'url', message: w.targetNeeded }]}
        >
          <Input type="url" maxLength={2000} placeholder="https://" autoComplete="off" />
        </Form.Item>
        <Form.Item name="channel" label={w.channel} extra={w.channelHint}>
          <Input maxLength={80} autoComplete="off" />
        </Form.Item>
        <Form.Item name="campaign" label={w.campaign} extra={w.campaignHint}>
          <Input maxLength={80} autoComplete="off" />
        </Form.Item>
        {held ? (
          <Form.Item name="active" label={s.active} extra={w.off} valuePropName="checked">
            <Switch />
          </Form.Item>
        ) : null}
        <Refusal error={add.error ?? change.error} />
        <Button type="primary" htmlType="submit" loading={add.isPending || change.isPending}>
          {s.save}
        </Button>
      </Form>
    </SidePanel>
  )
}

function Shown({ code: { code, name, url, scans } }: { code: Code }) {
  const w = useWords(codeWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const copy = () => void navigator.clipboard.writeText(url).then(() => toast.done(s.copied), toast.refused)
  return (
    <div className="code-shown">
      <img className="code-large" src={imageOf(code)} alt={w.image(name)} />
      <span className="quietly">
        {w.scans(scans)} · <span className="address">{url}</span>
      </span>
      <span className="entry-acts">
        <Button size="small" href={imageOf(code)} download={`${name}.svg`}>
          {w.download}
        </Button>
        <Button size="small" onClick={copy}>
          {w.copyUrl}
        </Button>
      </span>
    </div>
  )
}
