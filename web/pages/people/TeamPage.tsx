import { getRouteApi } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Page } from '../../ui/Page.tsx'
import { Moves } from '../move/Moves.tsx'
import { moveWords } from '../move/words.ts'
import { Absences } from './Absences.tsx'
import { Invitations } from './Invitations.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { MemberPanel } from './MemberPanel.tsx'
import { MemberTable } from './MemberTable.tsx'
import { TeamTree } from './TeamTree.tsx'
import { teamWords } from './teamWords.ts'
import { peopleIn, useStaff } from './useStaff.ts'
import './people.css'

const route = getRouteApi('/shell/team')
type Tab = 'members' | 'invitations' | 'absences' | 'moves'

/** Who is here: the tree of teams, the members, invitations and absences. */
export function TeamPage() {
  const w = useWords(teamWords)
  const m = useWords(moveWords)
  const admin = useIs('admin')
  const moves = useIs('admin', 'manager')
  const { tab = 'members', group = 'all', member } = route.useSearch()
  const navigate = route.useNavigate()
  const staff = useStaff()
  const [inviting, setInviting] = useState(false)
  const go = (part: { tab?: Tab; group?: string; member?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...part }) })
  const opened = staff.data?.people.find(({ userId }) => userId === member)
  const active = staff.data?.people.filter(({ status }) => status === 'active').length ?? 0
  return (
    <Page
      title={w.title}
      fill
      about={staff.data ? w.about(active, staff.data.teams.length) : null}
      actions={
        <>
          <Segmented<Tab>
            aria-label={w.title}
            value={tab}
            onChange={(to) => go({ tab: to, member: undefined })}
            options={[
              { value: 'members', label: w.members },
              ...(admin ? [{ value: 'invitations' as const, label: w.invitations }] : []),
              { value: 'absences', label: w.absences },
              ...(moves ? [{ value: 'moves' as const, label: m.moves }] : []),
            ]}
          />
          {admin ? (
            <Button type="primary" onClick={() => setInviting(true)}>
              {w.invite}
            </Button>
          ) : null}
        </>
      }
      side={
        opened && staff.data && tab === 'members' ? (
          <MemberPanel
            key={opened.userId}
            person={opened}
            teams={staff.data.teams}
            onClose={() => go({ member: undefined })}
          />
        ) : undefined
      }
    >
      <Answer of={staff}>
        {({ people, teams }) =>
          tab === 'invitations' && admin ? (
            <Invitations teams={teams} onInvite={() => setInviting(true)} />
          ) : tab === 'moves' && moves ? (
            <Moves />
          ) : tab === 'absences' ? (
            <Absences people={people} />
          ) : (
            <div className="team">
              <TeamTree people={people} teams={teams} group={group} onGroup={(to) => go({ group: to })} />
              <MemberTable
                people={peopleIn(group, people, teams)}
                teams={teams}
                active={member}
                onOpen={(userId) => go({ member: userId })}
              />
            </div>
          )
        }
      </Answer>
      {inviting && staff.data ? (
        <InviteDialog teams={staff.data.teams} onClose={() => setInviting(false)} />
      ) : null}
    </Page>
  )
}
