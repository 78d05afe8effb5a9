import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { leaveMember, listMembers, makeResetLink, returnMember } from '../../../contract/people.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import type { HandedLink } from './LinkDialog.tsx'
import { MemberAccounts } from './MemberAccounts.tsx'
import { MemberForm } from './MemberForm.tsx'
import { Seats } from './Seats.tsx'
import { teamWords } from './teamWords.ts'
import type { Person, TeamItem } from './useStaff.ts'

interface MemberPanelProps {
  person: Person
  teams: readonly TeamItem[]
  onClose: () => void
}

/** One member: facts, capacity, teams, the way back in, the way out. */
export function MemberPanel({ person, teams, onClose }: MemberPanelProps) {
  const w = useWords(teamWords)
  const admin = useIs('admin')
  return (
    <SidePanel
      title={person.name}
      label={person.name}
      onClose={onClose}
      {...(admin ? { foot: <MemberVerbs person={person} /> } : {})}
    >
      {admin ? null : <p className="quiet">{w.adminOnly}</p>}
      <MemberForm person={person} />
      {admin && person.status === 'active' ? <MemberAccounts person={person} /> : null}
      <Seats person={person} teams={teams} />
    </SidePanel>
  )
}

function MemberVerbs({ person: { userId, name, status } }: { person: Person }) {
  const w = useWords(teamWords)
  const toast = useToast()
  const [link, setLink] = useState<HandedLink | undefined>()
  const reset = useVerb(makeResetLink)
  const leave = useVerb(leaveMember, [listMembers])
  const back = useVerb(returnMember, [listMembers])
  const asked = { params: { userId } }
  if (status === 'left') {
    return (
      <Button loading={back.isPending} onClick={() => back.mutate(asked, { onError: toast.refused })}>
        {w.takeBack}
      </Button>
    )
  }
  const goes = () =>
    leave.mutate(asked, {
      onSuccess: ({ leadsHeld }) => toast.done(w.leftNow(name, leadsHeld), () => back.mutate(asked)),
      onError: toast.refused,
    })
  return (
    <>
      <Button
        loading={reset.isPending}
        onClick={() => reset.mutate(asked, { onSuccess: setLink, onError: toast.refused })}
      >
        {w.resetLink}
      </Button>
      <Popconfirm title={w.leaveAsk(name)} okText={w.leave} cancelText={w.cancel} onConfirm={goes}>
        <Button loading={leave.isPending}>{w.leave}</Button>
      </Popconfirm>
      {link ? <LinkDialog link={link} onClose={() => setLink(undefined)} /> : null}
    </>
  )
}
