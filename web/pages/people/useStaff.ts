import { listMembers, listTeams } from '../../../contract/people.ts'
import type { Reply } from '../../app/api.ts'
import { useEndpoint } from '../../app/queries.ts'

export type Person = Reply<typeof listMembers>['items'][number]
export type TeamItem = Reply<typeof listTeams>['items'][number]

/** Everybody, those who left too, and the tree of teams. */
export function useStaff() {
  const members = useEndpoint(listMembers, { query: { status: 'all' } })
  const teams = useEndpoint(listTeams, {})
  const error = members.error ?? teams.error
  const refetch = () => Promise.all([members.refetch(), teams.refetch()])
  const data =
    members.data && teams.data ? { people: members.data.items, teams: teams.data.items } : undefined
  return { data, error, refetch }
}

/** The teams with how deep each stands; parents come before their children. */
export function withDepth(teams: readonly TeamItem[]): (TeamItem & { depth: number })[] {
  const depths = new Map<string, number>()
  return teams.map((team) => {
    const depth = team.parentId === null ? 0 : (depths.get(team.parentId) ?? -1) + 1
    depths.set(team.teamId, depth)
    return { ...team, depth }
  })
}

/** A team and all below it. */
export function subtree(teams: readonly TeamItem[], teamId: string): ReadonlySet<string> {
  const found = new Set([teamId])
  for (const team of teams) if (team.parentId && found.has(team.parentId)) found.add(team.teamId)
  return found
}

/** Everybody, the teamless, those who left, or the people of a team and the teams below. */
export type Group = 'all' | 'teamless' | 'left' | (string & {})

/** The people of a group. */
export function peopleIn(
  group: Group,
  people: readonly Person[],
  teams: readonly TeamItem[],
): readonly Person[] {
  if (group === 'left') return people.filter(({ status }) => status === 'left')
  const active = people.filter(({ status }) => status === 'active')
  if (group === 'all') return active
  if (group === 'teamless') return active.filter(({ teamIds }) => teamIds.length === 0)
  const within = subtree(teams, group)
  return active.filter(({ teamIds }) => teamIds.some((teamId) => within.has(teamId)))
}
