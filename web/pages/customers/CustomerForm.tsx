import { Button, Form, Input, InputNumber, Select } from 'antd'
import { addCustomer, changeCustomer, holdCustomers } from '../../../contract/customer.ts'
import type { Field } from '../../../rules/fields.ts'
import { regionName } from '../../../rules/regions.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { useExplained } from '../../ui/ErrorState.tsx'
import { FieldInput, type InputProps } from '../../ui/FieldInput.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { bodyOf, type Given, givenOf } from './form.ts'
import { type CustomerCard, readsOfCustomers, useHolders, useStages } from './useCustomers.ts'
import { customerWords } from './words.ts'

interface CustomerFormProps {
  /** Absent: a new one. */
  customer: CustomerCard | undefined
  onSaved?: (customerId: string) => void
}

/** The facts of a customer; as written they are cleaned, and what cannot be read is told. */
export function CustomerForm({ customer, onSaved }: CustomerFormProps) {
  const w = useWords(customerWords)
  const { lang } = useLanguage()
  const writes = useIs('manager', 'admin')
  const { send, pending, error } = useSave(customer, onSaved)
  const { detail } = useExplained(error)
  const stages = useStages().options
  const holders = useHolders()
  const region = customer?.region ? regionName(customer.region, lang) : ''
  const text = (name: keyof Given, label: string) => (
    <Form.Item name={name} label={label}>
      <Input autoComplete="off" maxLength={400} />
    </Form.Item>
  )
  return (
    <Form<Given>
      name="customer"
      layout="vertical"
      requiredMark={false}
      disabled={customer !== undefined && !customer.editable}
      onFinish={(given) => send(given, region)}
      initialValues={givenOf(customer, region)}
    >
      {text('company', w.company)}
      <div className="pair">
        {text('name', w.contact)}
        {text('creditCode', w.creditCode)}
      </div>
      <div className="pair">
        <Form.Item name="phones" label={w.phones}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} />
        </Form.Item>
        <Form.Item name="emails" label={w.emails}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} />
        </Form.Item>
      </div>
      <div className="pair">
        <Form.Item name="lifecycleStage" label={w.stage}>
          <Select options={stages} />
        </Form.Item>
        <Form.Item name="holderId" label={w.holder}>
          <Select
            allowClear
            disabled={!writes}
            options={holders}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
      </div>
      <div className="pair">
        <Form.Item name="spend" label={w.spend}>
          <InputNumber<number> min={0} precision={2} />
        </Form.Item>
        {text('currency', w.currency)}
      </div>
      <div className="pair">
        <Form.Item name="firstPurchaseOn" label={w.firstPurchase}>
          <Input placeholder={w.day} autoComplete="off" />
        </Form.Item>
        <Form.Item name="lastPurchaseOn" label={w.lastPurchase}>
          <Input placeholder={w.day} autoComplete="off" />
        </Form.Item>
      </div>
      <div className="pair">
        {text('wechat', w.wechat)}
        {text('region', w.region)}
      </div>
      {text('address', w.address)}
      {text('externalId', w.externalId)}
      <OwnFields />
      <Form.Item name="note" label={w.note}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} />
      </Form.Item>
      {error ? (
        <p className="notice notice-clay" role="alert">
          {detail}
        </p>
      ) : null}
      {customer !== undefined && !customer.editable ? null : (
        <div className="customer-save">
          <Button type="primary" htmlType="submit" loading={pending}>
            {w.save}
          </Button>
        </div>
      )}
    </Form>
  )
}

/** The organisation's own fields, two a line. */
function OwnFields() {
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const own = [...fields.values()].filter(({ origin }) => origin === 'custom')
  if (own.length === 0) return null
  return (
    <div className="customer-own">
      {own.map((field) => (
        <Form.Item<Given> key={field.key} name={['custom', field.key]} label={field.label[lang]}>
          <FormField field={field} />
        </Form.Item>
      ))}
    </div>
  )
}

/** A field's input as a form fills and reads it. */
function FormField({ value, onChange, ...props }: Partial<InputProps> & { field: Field }) {
  return <FieldInput {...props} value={value} onChange={onChange ?? (() => undefined)} />
}

function useSave(customer: CustomerCard | undefined, onSaved: CustomerFormProps['onSaved']) {
  const w = useWords(customerWords)
  const toast = useToast()
  const add = useVerb(addCustomer, readsOfCustomers)
  const change = useVerb(changeCustomer, readsOfCustomers)
  const hold = useVerb(holdCustomers, readsOfCustomers)
  const send = (given: Given, region: string) => {
    const body = bodyOf(given, { customer, region })
    const holderId = given.holderId ?? null
    if (!customer)
      return add.mutate(
        { body: { ...body, holderId } },
        {
          onSuccess: ({ customerId }) => {
            toast.done(w.added)
            onSaved?.(customerId)
          },
        },
      )
    const { customerId, version, holder } = customer
    const moved = holderId !== (holder?.id ?? null)
    change.mutate(
      { params: { customerId }, body: { ...body, version } },
      {
        onSuccess: () => {
          if (moved)
            hold.mutate({ body: { customerIds: [customerId], holderId } }, { onError: toast.refused })
          toast.done(w.saved)
        },
      },
    )
  }
  return { send, pending: add.isPending || change.isPending, error: add.error ?? change.error }
}
