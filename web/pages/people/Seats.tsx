import { CloseOutlined } from '@ant-design/icons'
import { Button, Checkbox, Select } from 'antd'
import { listMembers, listTeams, setTeamMembers } from '../../../contract/people.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { teamWords } from './teamWords.ts'
import { withDepth } from './useStaff.ts'
import type { Person, TeamItem } from './useStaff.ts'

/** The teams somebody is in, and which of them they lead; each change counts at once. */
export function Seats({ person, teams }: { person: Person; teams: readonly TeamItem[] }) {
  const w = useWords(teamWords)
  const admin = useIs('admin')
  const toast = useToast()
  const verb = useVerb(setTeamMembers, [listTeams, listMembers])
  const { userId } = person
  const seat = ({ teamId, members }: TeamItem, leads: boolean | undefined) => {
    const others = members.filter((each) => each.userId !== userId)
    const next = leads === undefined ? others : [...others, { userId, leads }]
    verb.mutate({ params: { teamId }, body: { members: next } }, { onError: toast.refused })
  }
  const mine = teams.filter(({ teamId }) => person.teamIds.includes(teamId))
  const others = withDepth(teams).filter(({ teamId }) => !person.teamIds.includes(teamId))
  return (
    <Section title={w.teams}>
      <ul className="lines">
        {mine.map((team) => (
          <li key={team.teamId}>
            <span>{team.name}</span>
            <span className="buttons">
              <Checkbox
                disabled={!admin}
                checked={team.members.some((each) => each.userId === userId && each.leads)}
                onChange={(event) => seat(team, event.target.checked)}
              >
                {w.leads}
              </Checkbox>
              {admin ? (
                <Button
                  type="text"
                  size="small"
                  icon={<CloseOutlined />}
                  aria-label={w.leaveTeam(team.name)}
                  onClick={() => seat(team, undefined)}
                />
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {admin && others.length > 0 ? (
        <Select<string | null>
          className="choice"
          aria-label={w.addTeam}
          placeholder={w.addTeam}
          value={null}
          options={others.map((team) => ({
            value: team.teamId,
            label: '\u3000'.repeat(team.depth) + team.name,
          }))}
          onChange={(teamId) => {
            const team = teams.find((each) => each.teamId === teamId)
            if (team) seat(team, false)
          }}
        />
      ) : null}
    </Section>
  )
}
