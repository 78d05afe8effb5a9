import { Button, Form, Input, Popconfirm, Select, Switch } from 'antd'
import { fieldType } from '../../../contract/policy.ts'
import type { CustomField } from '../../../contract/policy.ts'
import { addField, archiveField, changeField, listFields } from '../../../contract/settings.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { FieldOptions } from './FieldOptions.tsx'
import { fieldWords } from './fieldWords.ts'
import { Refusal } from './Refusal.tsx'
import { settingsWords } from './words.ts'

type Given = Omit<CustomField, 'fieldId' | 'position'>

interface FieldFormProps {
  /** Undefined: a new one. */
  held: CustomField | undefined
  all: readonly CustomField[]
  onClose: () => void
}

const fresh: Given = {
  key: '',
  type: 'text',
  label: { zh: '', en: '' },
  options: [],
  fast: false,
  personal: false,
}

/** A field's names, type and options. */
export function FieldForm({ held, all, onClose }: FieldFormProps) {
  const w = useWords(fieldWords)
  const s = useWords(settingsWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const [form] = Form.useForm<Given>()
  const type = Form.useWatch('type', form) ?? held?.type ?? 'text'
  const add = useVerb(addField, [listFields])
  const change = useVerb(changeField, [listFields])
  const send = (given: Given) => {
    const body = {
      ...given,
      options: hasOptions(type) ? given.options : [],
      position: held?.position ?? all.length + 1,
    }
    const onSuccess = () => {
      toast.done(s.saved)
      onClose()
    }
    if (held)
      change.mutate(
        { params: { fieldId: held.fieldId }, body: { ...body, key: held.key, type: held.type } },
        { onSuccess },
      )
    else add.mutate({ body }, { onSuccess })
  }
  const taken = (key: string) => !held && all.some((field) => field.key === key)
  const title = held ? held.label[lang] : w.newField
  const needed = [{ required: true, message: s.needed }]
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      actions={held ? <Archive field={held} onDone={onClose} /> : null}
    >
      <Form<Given>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={held ?? fresh}
      >
        <div className="rule-pair">
          <Form.Item name={['label', 'zh']} label={w.labelZh} rules={needed}>
            <Input maxLength={80} autoComplete="off" />
          </Form.Item>
          <Form.Item name={['label', 'en']} label={w.labelEn} rules={needed}>
            <Input maxLength={80} autoComplete="off" />
          </Form.Item>
        </div>
        <Form.Item
          name="key"
          label={w.key}
          extra={w.keyHint}
          rules={[
            { required: true, pattern: /^[a-z][a-z0-9_]{0,59}$/, message: w.keyShape },
            {
              validator: (_, key: string) =>
                taken(key) ? Promise.reject(new Error(w.keyTaken)) : Promise.resolve(),
            },
          ]}
        >
          <Input disabled={held !== undefined} maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="type" label={w.type} extra={held ? w.typeFixed : undefined}>
          <Select
            disabled={held !== undefined}
            options={fieldType.options.map((each) => ({ value: each, label: w[each] }))}
          />
        </Form.Item>
        {hasOptions(type) ? <FieldOptions /> : null}
        <Form.Item name="fast" label={w.fast} extra={w.fastHint} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="personal" label={w.personal} extra={w.personalHint} valuePropName="checked">
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

const hasOptions = (type: CustomField['type']) => type === 'choice' || type === 'list'

function Archive({ field, onDone }: { field: CustomField; onDone: () => void }) {
  const w = useWords(fieldWords)
  const s = useWords(settingsWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const verb = useVerb(archiveField, [listFields])
  const name = field.label[lang]
  const done = () => {
    toast.done(w.archived(name))
    onDone()
  }
  const go = () =>
    verb.mutate({ params: { fieldId: field.fieldId } }, { onSuccess: done, onError: toast.refused })
  return (
    <Popconfirm
      title={w.archiveAsk(name)}
      okText={s.archive}
      styles={{ root: { maxWidth: 300 } }}
      onConfirm={go}
    >
      <Button size="small" loading={verb.isPending}>
        {s.archive}
      </Button>
    </Popconfirm>
  )
}
