import { MoreOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { editTeam, listTeams } from '../../../contract/people.ts'
import { useWords } from '../../app/language.tsx'
import type { Words } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { usePhone } from '../../ui/usePhone.ts'
import { useToast } from '../../ui/useToast.tsx'
import { TeamDialog } from './TeamDialog.tsx'
import type { TeamDraft } from './TeamDialog.tsx'
import { teamWords } from './teamWords.ts'
import { peopleIn, withDepth } from './useStaff.ts'
import type { Group, Person, TeamItem } from './useStaff.ts'

interface TeamTreeProps {
  people: readonly Person[]
  teams: readonly TeamItem[]
  group: Group
  onGroup: (group: Group) => void
}

/**
 * The teams as a tree; pressing one shows its people. An admin adds, renames, moves and archives here. On a phone it
 * is folded to the name of the one shown.
 */
export function TeamTree({ people, teams, group, onGroup }: TeamTreeProps) {
  const w = useWords(teamWords)
  const admin = useIs('admin')
  const phone = usePhone()
  const [draft, setDraft] = useState<TeamDraft | undefined>()
  const entry = (id: Group, name: string, depth = 0) => (
    <button
      type="button"
      className="tree-name"
      aria-current={group === id ? 'true' : undefined}
      style={{ paddingInlineStart: 8 + depth * 16 }}
      onClick={() => onGroup(id)}
    >
      <span>{name}</span>
      <small>{peopleIn(id, people, teams).length}</small>
    </button>
  )
  const tree = (
    <>
      <ul>
        <li>{entry('all', w.everybody)}</li>
        {withDepth(teams).map((team) => (
          <li key={team.teamId}>
            {entry(team.teamId, team.name, team.depth)}
            {admin ? <TeamMenu team={team} onDraft={setDraft} onGone={() => onGroup('all')} /> : null}
          </li>
        ))}
        {peopleIn('teamless', people, teams).length > 0 ? <li>{entry('teamless', w.teamless)}</li> : null}
        {peopleIn('left', people, teams).length > 0 ? <li>{entry('left', w.left)}</li> : null}
      </ul>
      {admin ? (
        <Button type="text" icon={<PlusOutlined />} onClick={() => setDraft({ name: '', parentId: null })}>
          {w.newTeam}
        </Button>
      ) : null}
    </>
  )
  return (
    <nav className="tree" aria-label={w.teams}>
      {phone ? (
        <details key={group}>
          <summary>{nameOf(group, teams, w)}</summary>
          {tree}
        </details>
      ) : (
        tree
      )}
      {draft ? <TeamDialog draft={draft} teams={teams} onClose={() => setDraft(undefined)} /> : null}
    </nav>
  )
}

function nameOf(group: Group, teams: readonly TeamItem[], w: Words<typeof teamWords>): string {
  const named: Record<string, string> = { all: w.everybody, teamless: w.teamless, left: w.left }
  return named[group] ?? teams.find(({ teamId }) => teamId === group)?.name ?? w.everybody
}

interface TeamMenuProps {
  team: TeamItem
  onDraft: (draft: TeamDraft) => void
  onGone: () => void
}

function TeamMenu({ team, onDraft, onGone }: TeamMenuProps) {
  const w = useWords(teamWords)
  const toast = useToast()
  const verb = useVerb(editTeam, [listTeams])
  const { teamId, name, parentId } = team
  const archive = (archived: boolean) =>
    verb.mutate(
      { params: { teamId }, body: { archived } },
      { onError: toast.refused, ...(archived && { onSuccess: gone }) },
    )
  const gone = () => {
    onGone()
    toast.done(w.archived(name), () => archive(false))
  }
  const verbs: Record<string, () => void> = {
    edit: () => onDraft({ teamId, name, parentId }),
    below: () => onDraft({ name: '', parentId: teamId }),
    archive: () => archive(true),
  }
  const items = [
    { key: 'edit', label: `${w.rename} / ${w.moveTo}` },
    { key: 'below', label: w.newBelow },
    { key: 'archive', label: w.archive },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => verbs[key]?.() }}>
      <Button
        type="text"
        size="small"
        icon={<MoreOutlined />}
        aria-label={w.more(name)}
        aria-haspopup="menu"
      />
    </Dropdown>
  )
}
