import { Button, Form, Input, Select } from 'antd'
import { addReferrer, changeReferrer, type ReferrerKind, referrerKinds } from '../../../contract/referral.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { useExplained } from '../../ui/ErrorState.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { type ReferrerCard, readsOfReferrals, useStaff } from './useReferrers.ts'
import { referrerWords } from './words.ts'

interface ReferrerFormProps {
  /** Absent: a new one. */
  referrer?: ReferrerCard
  onSaved?: (referrerId: string) => void
}

interface Given {
  kind: ReferrerKind
  name?: string
  company?: string
  phone?: string
  email?: string
  note?: string
  repId?: string
  teamId?: string
  userId?: string
}

/** Who refers, how they are reached, and whose their leads are. */
export function ReferrerForm({ referrer, onSaved }: ReferrerFormProps) {
  const w = useWords(referrerWords)
  const { send, pending, error } = useSave(referrer, onSaved)
  const { detail } = useExplained(error)
  const writes = useIs('manager', 'marketer', 'admin')
  const { members, teams } = useStaff()
  const kind = Form.useWatch<ReferrerKind | undefined>('kind', { preserve: true }) ?? referrer?.kind
  const reads = referrer !== undefined && !writes
  const masked = referrer?.masked === true
  const text = (name: keyof Given, label: string, off = false) => (
    <Form.Item name={name} label={label}>
      <Input autoComplete="off" maxLength={200} disabled={off || reads} />
    </Form.Item>
  )
  const pick = (name: keyof Given, label: string, options: { value: string; label: string }[]) => (
    <Form.Item name={name} label={label} {...(name === 'repId' ? { extra: w.repHint } : {})}>
      <Select allowClear options={options} showSearch={{ optionFilterProp: 'label' }} />
    </Form.Item>
  )
  return (
    <Form<Given>
      name="referrer"
      layout="vertical"
      requiredMark={false}
      disabled={reads}
      onFinish={send}
      initialValues={givenOf(referrer)}
    >
      <Form.Item name="kind" label={w.kind}>
        <Select options={referrerKinds.map((value) => ({ value, label: w[value] }))} />
      </Form.Item>
      <div className="pair">
        {text('name', w.name)}
        {text('company', w.company)}
      </div>
      <div className="pair">
        {text('phone', w.phone, masked)}
        {text('email', w.email, masked)}
      </div>
      <div className="pair">
        {pick('repId', w.rep, members)}
        {pick('teamId', w.team, teams)}
      </div>
      {kind === 'employee' ? pick('userId', w.member, members) : null}
      <Form.Item name="note" label={w.note}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={500} disabled={masked || reads} />
      </Form.Item>
      {error ? (
        <p className="notice notice-clay" role="alert">
          {detail}
        </p>
      ) : null}
      {reads ? null : (
        <Button type="primary" htmlType="submit" loading={pending}>
          {w.save}
        </Button>
      )}
    </Form>
  )
}

function givenOf(referrer: ReferrerCard | undefined): Given {
  if (!referrer) return { kind: 'customer' }
  const said = Object.entries(referrer).filter(([, value]) => value !== null)
  return Object.fromEntries(said) as unknown as Given
}

function useSave(referrer: ReferrerCard | undefined, onSaved: ReferrerFormProps['onSaved']) {
  const w = useWords(referrerWords)
  const toast = useToast()
  const add = useVerb(addReferrer, readsOfReferrals)
  const change = useVerb(changeReferrer, readsOfReferrals)
  const send = (given: Given) => {
    const { kind, name, company, phone, email, note, repId, teamId, userId } = given
    const body = {
      kind,
      name: name || null,
      company: company || null,
      note: referrer?.masked ? referrer.note : note || null,
      repId: repId ?? null,
      teamId: teamId ?? null,
      userId: kind === 'employee' ? (userId ?? null) : null,
      ...(referrer?.masked ? {} : { phone: phone || null, email: email || null }),
    }
    if (referrer)
      change.mutate(
        { params: { referrerId: referrer.referrerId }, body: { ...body, version: referrer.version } },
        { onSuccess: () => toast.done(w.saved) },
      )
    else
      add.mutate(
        { body },
        {
          onSuccess: ({ referrerId }) => {
            toast.done(w.added)
            onSaved?.(referrerId)
          },
        },
      )
  }
  return { send, pending: add.isPending || change.isPending, error: add.error ?? change.error }
}
