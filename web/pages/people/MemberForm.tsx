import { Button, Checkbox, Form, Input, InputNumber } from 'antd'
import { roles } from '../../../contract/endpoint.ts'
import type { Role } from '../../../contract/endpoint.ts'
import { readMe } from '../../../contract/me.ts'
import { editMember, listMembers } from '../../../contract/people.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { useToast } from '../../ui/useToast.tsx'
import { Refusal } from './Entrance.tsx'
import { roleWords, teamWords } from './teamWords.ts'
import type { Person } from './useStaff.ts'

interface Given {
  name?: string
  email?: string | null
  mobile?: string | null
  roles?: Role[]
  holdingMax: number | null
  dailyMax: number | null
  weeklyMax: number | null
  joinedOn?: string | null
}

/** A member's facts for an admin; their capacity alone for a manager. */
export function MemberForm({ person }: { person: Person }) {
  const w = useWords(teamWords)
  const r = useWords(roleWords)
  const admin = useIs('admin')
  const toast = useToast()
  const verb = useVerb(editMember, [listMembers, readMe])
  const { userId } = person
  const send = ({ holdingMax, dailyMax, weeklyMax, email, mobile, joinedOn, ...rest }: Given) => {
    const capacity = {
      holdingMax: holdingMax ?? null,
      dailyMax: dailyMax ?? null,
      weeklyMax: weeklyMax ?? null,
    }
    const facts = { ...rest, email: email || null, mobile: mobile || null, joinedOn: joinedOn || null }
    const body = admin ? { ...facts, ...capacity } : capacity
    verb.mutate({ params: { userId }, body }, { onSuccess: () => toast.done(w.saved) })
  }
  const needed = [{ required: true, message: w.needed }]
  return (
    <Form<Given> name="member" layout="vertical" requiredMark={false} onFinish={send} initialValues={person}>
      {admin ? (
        <>
          <Form.Item name="name" label={w.name} rules={needed}>
            <Input maxLength={80} autoComplete="off" />
          </Form.Item>
          <div className="pair">
            <Form.Item name="email" label={w.email}>
              <Input type="email" autoComplete="off" />
            </Form.Item>
            <Form.Item name="mobile" label={w.mobile}>
              <Input inputMode="tel" autoComplete="off" />
            </Form.Item>
          </div>
          <Form.Item name="joinedOn" label={w.joinedOn} extra={w.joinedOnHint}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="roles" label={w.roles} rules={needed} required={false}>
            <Checkbox.Group options={roles.map((role) => ({ value: role, label: r[role] }))} />
          </Form.Item>
        </>
      ) : null}
      <div className="pair">
        {(['holdingMax', 'dailyMax', 'weeklyMax'] as const).map((cap) => (
          <Form.Item key={cap} name={cap} label={w[cap]}>
            <InputNumber min={0} max={100_000} precision={0} placeholder={w.unlimited} />
          </Form.Item>
        ))}
      </div>
      <Refusal error={verb.error} />
      <Button type="primary" htmlType="submit" loading={verb.isPending}>
        {w.save}
      </Button>
    </Form>
  )
}
