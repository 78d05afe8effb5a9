import { Button, Form, Input, InputNumber, Segmented, Select, Switch } from 'antd'
import { keepProvider, listProviders } from '../../../contract/verify.ts'
import type { CheckedField } from '../../../contract/verify.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { Refusal } from './Refusal.tsx'
import type { Provider } from './VerificationPage.tsx'
import { verifyWords } from './verifyWords.ts'
import { settingsWords } from './words.ts'

interface Given {
  active: boolean
  api: 'empty' | 'status'
  endpoint: string
  hashing: 'NORMAL' | 'MD5' | 'SHA256'
  helo: string
  accessKeyId?: string
  accessKeySecret?: string
  authCode?: string
  price: number
  budget: number
  staleDays: number
  keepDays: number
}

const first = {
  active: false,
  api: 'empty',
  endpoint: 'https://dytnsapi.aliyuncs.com/',
  hashing: 'SHA256',
  helo: '',
} as const

/** A field's provider as the form has it: amounts in yuan. Aliyun's list price is one fen a number. */
function givenBy(provider: Provider | undefined): Given {
  if (!provider) return { ...first, price: 0.01, budget: 10, staleDays: 180, keepDays: 90 }
  const { settings, price, dailyBudget, ...rest } = provider
  return { ...first, ...settings, ...rest, price: price / 100, budget: dailyBudget / 100 }
}

interface ProviderFormProps {
  field: CheckedField
  provider: Provider | undefined
  onClose: () => void
}

/** Sets up who checks a field: on or off, keys, price and budget, how long results count. */
export function ProviderForm({ field, provider, onClose }: ProviderFormProps) {
  const w = useWords(verifyWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const verb = useVerb(keepProvider, [listProviders])
  const send = (given: Given) => {
    const { api, endpoint, hashing, helo, active, staleDays, keepDays } = { ...givenBy(provider), ...given }
    const costs = field === 'phone'
    const keys = keysOf(given)
    const body = {
      active,
      settings: { api, endpoint, hashing, helo },
      price: costs ? Math.round(given.price * 100) : 0,
      dailyBudget: costs ? Math.round(given.budget * 100) : 0,
      staleDays,
      keepDays,
      ...(keys && { keys }),
    }
    const onSuccess = () => {
      toast.done(s.saved)
      onClose()
    }
    verb.mutate({ params: { field }, body }, { onSuccess })
  }
  return (
    <SidePanel title={w[field]} label={w[field]} onClose={onClose}>
      <Form<Given> layout="vertical" requiredMark={false} onFinish={send} initialValues={givenBy(provider)}>
        <Form.Item name="active" label={w.active} valuePropName="checked">
          <Switch />
        </Form.Item>
        {field === 'phone' ? <PhoneParts kept={provider?.hasKeys ?? false} /> : <MailParts />}
        <Form.Item name="staleDays" label={w.staleDays}>
          <InputNumber min={1} max={3650} precision={0} />
        </Form.Item>
        <Form.Item name="keepDays" label={w.keepDays}>
          <InputNumber min={1} max={365} precision={0} />
        </Form.Item>
        <Refusal error={verb.error} />
        <Button type="primary" htmlType="submit" loading={verb.isPending}>
          {s.save}
        </Button>
      </Form>
    </SidePanel>
  )
}

/** Both halves of a key, or none: half a key is what the server refuses. */
function keysOf({ accessKeyId = '', accessKeySecret = '', authCode = '' }: Given) {
  if (!accessKeyId.trim() && !accessKeySecret.trim()) return undefined
  return { accessKeyId, accessKeySecret, authCode: authCode.trim() || null }
}

function PhoneParts({ kept }: { kept: boolean }) {
  const w = useWords(verifyWords)
  const form = Form.useFormInstance<Given>()
  const api = Form.useWatch('api', form)
  return (
    <>
      <Form.Item name="api" label={w.api}>
        <Select
          options={[
            { value: 'empty', label: w.apiEmpty },
            { value: 'status', label: w.apiStatus },
          ]}
        />
      </Form.Item>
      <Form.Item name="hashing" label={w.hashing}>
        <Segmented
          options={(['SHA256', 'MD5', 'NORMAL'] as const).map((value) => ({ value, label: w[value] }))}
        />
      </Form.Item>
      <Form.Item name="accessKeyId" label={w.keyId} extra={kept ? w.keysKept : w.keysNew}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="accessKeySecret" label={w.keySecret}>
        <Input.Password maxLength={200} autoComplete="new-password" />
      </Form.Item>
      {api === 'status' ? (
        <Form.Item name="authCode" label={w.authCode}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
      ) : null}
      <Form.Item name="endpoint" label={w.endpoint}>
        <Input type="url" maxLength={300} autoComplete="off" />
      </Form.Item>
      <Form.Item name="price" label={w.price}>
        <InputNumber min={0} max={1000} precision={2} step={0.01} />
      </Form.Item>
      <Form.Item name="budget" label={w.budget} extra={w.budgetHint}>
        <InputNumber min={0} max={1_000_000} precision={2} />
      </Form.Item>
    </>
  )
}

function MailParts() {
  const w = useWords(verifyWords)
  return (
    <Form.Item name="helo" label={w.helo} extra={w.heloHint}>
      <Input maxLength={120} autoComplete="off" placeholder="leads.example.com" />
    </Form.Item>
  )
}
