import { Button, Form, Input, InputNumber, Select } from 'antd'
import { keepReferralSetting, readReferralSetting } from '../../../contract/referral-reward.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { referrerWords } from './words.ts'

interface Given {
  dueOn: 'qualified' | 'converted'
  amount: number
  windowDays: number
  tag?: string
}

/** When what reward is due, and which of several referrers counts; an admin's. */
export function RewardSettings() {
  const w = useWords(referrerWords)
  const toast = useToast()
  const admin = useIs('admin')
  const held = useEndpoint(readReferralSetting, {})
  const keep = useVerb(keepReferralSetting, [readReferralSetting])
  if (!admin || !held.data) return null
  const { dueOn, amount, windowDays, tag } = held.data
  const send = (given: Given) =>
    keep.mutate(
      {
        body: {
          dueOn: given.dueOn,
          windowDays: given.windowDays,
          amount: Math.round(given.amount * 100),
          tag: given.tag?.trim() || null,
        },
      },
      { onSuccess: () => toast.done(w.saved), onError: toast.refused },
    )
  return (
    <Section title={w.settings}>
      <Form<Given>
        name="referral-setting"
        layout="vertical"
        requiredMark={false}
        className="reward-settings"
        initialValues={{ dueOn, amount: amount / 100, windowDays, tag: tag ?? '' }}
        onFinish={send}
      >
        <Form.Item name="dueOn" label={w.dueOn}>
          <Select
            options={[
              { value: 'converted', label: w.dueConverted },
              { value: 'qualified', label: w.dueQualified },
            ]}
          />
        </Form.Item>
        <Form.Item name="amount" label={w.usualAmount}>
          <InputNumber<number> min={0} precision={2} />
        </Form.Item>
        <Form.Item name="tag" label={w.tag}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="windowDays" label={w.windowDays}>
          <InputNumber<number> min={0} max={365} precision={0} />
        </Form.Item>
        <Button htmlType="submit" loading={keep.isPending}>
          {w.save}
        </Button>
      </Form>
    </Section>
  )
}
