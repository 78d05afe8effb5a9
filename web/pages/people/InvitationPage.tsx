import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { acceptInvitation, readInvitation } from '../../../contract/session.ts'
import { call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { tokenOf, useArrive } from './arrive.ts'
import { Entrance, Refusal } from './Entrance.tsx'
import { entranceWords } from './words.ts'

/** Where an invitation leads: a name and a password, and one is in. */
export function InvitationPage() {
  const [token] = useState(() => tokenOf(location))
  const invitation = useQuery({
    queryKey: [readInvitation.id, token],
    queryFn: ({ signal }) => call(readInvitation, { body: { token } }, signal),
    staleTime: Infinity,
  })
  return <Answer of={invitation}>{(to) => <AcceptForm to={to} token={token} />}</Answer>
}

interface Given {
  name: string
  password: string
}

function AcceptForm({ to, token }: { to: Reply<typeof readInvitation>; token: string }) {
  const w = useWords(entranceWords)
  const verb = useVerb(acceptInvitation)
  const arrive = useArrive()
  const navigate = useNavigate()
  const login = to.email ?? to.mobile ?? ''
  const send = (given: Given) =>
    verb.mutate(
      { body: { ...given, token } },
      { onSuccess: ({ next }) => (next === 'in' ? arrive() : void navigate({ to: '/sign-in' })) },
    )
  const needed = [{ required: true, message: w.needed }]
  return (
    <Entrance
      title={w.invitedTitle(to.organisation)}
      about={to.hasAccount ? w.invitedKnown(login) : w.invitedHint(login)}
    >
      <Form<Given>
        name="accept"
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={{ name: to.name }}
      >
        <input type="hidden" autoComplete="username" value={login} readOnly />
        <Form.Item name="name" label={w.name} rules={needed}>
          <Input size="large" autoComplete="name" />
        </Form.Item>
        <Form.Item
          name="password"
          label={w.password}
          rules={needed}
          {...(to.hasAccount ? {} : { extra: w.passwordHint })}
        >
          <Input.Password
            size="large"
            autoFocus
            autoComplete={to.hasAccount ? 'current-password' : 'new-password'}
          />
        </Form.Item>
        <Refusal error={verb.error} />
        <Button type="primary" size="large" block htmlType="submit" loading={verb.isPending}>
          {w.join}
        </Button>
      </Form>
    </Entrance>
  )
}
