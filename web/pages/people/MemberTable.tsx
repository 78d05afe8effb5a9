import { useMemo } from 'react'
import { useWords } from '../../app/language.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatPhone } from '../../ui/format.ts'
import type { Column } from '../../ui/table.ts'
import { TwoLine } from '../../ui/TwoLine.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { roleWords, teamWords } from './teamWords.ts'
import type { Person, TeamItem } from './useStaff.ts'

interface MemberTableProps {
  people: readonly Person[]
  teams: readonly TeamItem[]
  active: string | undefined
  onOpen: (userId: string) => void
}

const keyOf = ({ userId }: Person) => userId

/** The people of a group, one a line. */
export function MemberTable({ people, teams, active, onOpen }: MemberTableProps) {
  const w = useWords(teamWords)
  const { columns, renderPhone } = useLook(teams)
  if (people.length === 0) return <Empty title={w.nobody}>{w.nobodyHint}</Empty>
  return (
    <VirtualTable
      label={w.members}
      rows={people}
      columns={columns}
      rowKey={keyOf}
      active={active}
      onActive={onOpen}
      onOpen={({ userId }) => onOpen(userId)}
      renderPhone={renderPhone}
    />
  )
}

function useLook(teams: readonly TeamItem[]) {
  const w = useWords(teamWords)
  const r = useWords(roleWords)
  return useMemo(() => {
    const rolesOf = ({ roles }: Person) => roles.map((role) => r[role]).join(w.and)
    const teamsOf = ({ userId, teamIds }: Person) =>
      teams
        .filter(({ teamId }) => teamIds.includes(teamId))
        .map(({ name, members }) =>
          members.some((seat) => seat.userId === userId && seat.leads) ? w.leadsMark(name) : name,
        )
        .join(w.and)
    const contactOf = ({ email, mobile }: Person) =>
      [email, mobile && formatPhone(mobile)].filter(Boolean).join(' · ')
    const cap = (max: number | null) => max ?? '∞'
    const columns: Column<Person>[] = [
      { key: 'name', title: w.name, grow: 2, render: ({ name }) => <b>{name}</b> },
      { key: 'roles', title: w.roles, grow: 1, render: rolesOf },
      { key: 'teams', title: w.teams, grow: 2, render: teamsOf },
      { key: 'contact', title: w.contact, grow: 3, least: 180, optional: true, render: contactOf },
      {
        key: 'capacity',
        title: w.capacity,
        width: 130,
        align: 'end',
        optional: true,
        render: ({ holdingMax, dailyMax, weeklyMax }) => (
          <span
            title={`${w.holdingMax} ${holdingMax ?? w.unlimited} · ${w.dailyMax} ${dailyMax ?? w.unlimited} · ${w.weeklyMax} ${weeklyMax ?? w.unlimited}`}
          >
            {cap(holdingMax)} / {cap(dailyMax)} / {cap(weeklyMax)}
          </span>
        ),
      },
    ]
    const renderPhone = (person: Person) => (
      <TwoLine main={person.name} end={rolesOf(person)} below={teamsOf(person) || contactOf(person)} />
    )
    return { columns, renderPhone }
  }, [teams, w, r])
}
