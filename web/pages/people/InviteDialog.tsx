import { Checkbox, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { roles } from '../../../contract/endpoint.ts'
import type { Role } from '../../../contract/endpoint.ts'
import { invite, listInvitations } from '../../../contract/people.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { Refusal } from './Entrance.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import type { HandedLink } from './LinkDialog.tsx'
import { roleWords, teamWords } from './teamWords.ts'
import { withDepth } from './useStaff.ts'
import type { TeamItem } from './useStaff.ts'

interface Given {
  name: string
  email?: string
  mobile?: string
  roles: Role[]
  teamId?: string
}

/** Invites somebody, then shows the link. */
export function InviteDialog({ teams, onClose }: { teams: readonly TeamItem[]; onClose: () => void }) {
  const w = useWords(teamWords)
  const r = useWords(roleWords)
  const [form] = Form.useForm<Given>()
  const [made, setMade] = useState<HandedLink | undefined>()
  const verb = useVerb(invite, [listInvitations])
  const send = ({ name, email = '', mobile = '', roles: given, teamId }: Given) =>
    verb.mutate(
      { body: { name, email: email || null, mobile: mobile || null, roles: given, teamId: teamId ?? null } },
      { onSuccess: setMade },
    )
  if (made) return <LinkDialog link={made} onClose={onClose} />
  const needed = [{ required: true, message: w.needed }]
  return (
    <Modal
      open
      title={w.invite}
      okText={w.makeLink}
      cancelText={w.cancel}
      confirmLoading={verb.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={440}
    >
      <Form<Given>
        name="invite"
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={{ roles: ['rep'] }}
      >
        <Form.Item name="name" label={w.name} rules={needed}>
          <Input autoFocus maxLength={80} autoComplete="off" />
        </Form.Item>
        <Form.Item name="email" label={w.email}>
          <Input type="email" autoComplete="off" />
        </Form.Item>
        <Form.Item name="mobile" label={w.mobile} extra={w.inviteHint}>
          <Input inputMode="tel" autoComplete="off" />
        </Form.Item>
        <Form.Item name="roles" label={w.roles} rules={needed} required={false}>
          <Checkbox.Group options={roles.map((role) => ({ value: role, label: r[role] }))} />
        </Form.Item>
        <Form.Item name="teamId" label={w.teams}>
          <Select
            allowClear
            placeholder={w.teamless}
            options={withDepth(teams).map((team) => ({
              value: team.teamId,
              label: '\u3000'.repeat(team.depth) + team.name,
            }))}
          />
        </Form.Item>
        <Refusal error={verb.error} />
      </Form>
    </Modal>
  )
}
