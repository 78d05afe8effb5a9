import { useMemo } from 'react'
import { listMembers, listTeams } from '../../../contract/people.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useRegions } from '../../ui/useRegions.ts'
import { territoryWords } from './words.ts'

const lasting = { staleTime: 60_000 }

/** What reps, teams, regions and days are called, and who may be chosen. */
export function useNaming() {
  const w = useWords(territoryWords)
  const { lang } = useLanguage()
  const people = useEndpoint(listMembers, { query: { status: 'all' } }, lasting).data?.items
  const teams = useEndpoint(listTeams, { query: {} }, lasting).data?.items
  const regions = useRegions()
  return useMemo(() => {
    const person = new Map(people?.map((each) => [each.userId, each]))
    const rep = (userId: string) => {
      const found = person.get(userId)
      return found ? found.name + (found.status === 'left' ? w.left : '') : '…'
    }
    const team = (teamId: string) => teams?.find((each) => each.teamId === teamId)?.name ?? '…'
    const whose = ({ userIds, teamId }: { userIds: readonly string[]; teamId: string | null }) =>
      userIds.length > 0 ? userIds.map(rep).join(w.list) : teamId ? team(teamId) : '–'
    return {
      rep,
      team,
      whose,
      region: (code: string) => regions?.regionName(code, lang) ?? code,
      short: (code: string) => regions?.regionShortName(code, lang) ?? code,
      hasBelow: (code: string) => (regions?.childRegions(code).length ?? 0) > 0,
      parent: (code: string) => regions?.parentRegion(code) ?? null,
      day: (at: string) =>
        new Date(at).toLocaleDateString(lang === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium' }),
      reps: (people ?? [])
        .filter(({ status, roles }) => status === 'active' && roles.includes('rep'))
        .map(({ userId, name }) => ({ value: userId, label: name })),
      teams: (teams ?? []).map(({ teamId, name }) => ({ value: teamId, label: name })),
    }
  }, [people, teams, regions, lang, w])
}
export type Naming = ReturnType<typeof useNaming>
