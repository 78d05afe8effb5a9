import { countPriority } from '../../../contract/priority.ts'
import { useFreshen } from '../live.ts'
import { useEndpoint } from '../queries.ts'
import type { Me } from '../session.ts'
import type { Badges } from './Nav.tsx'

/** How much waits at the places of the navigation: priority leads that nobody has followed up. */
export function useBadges({ roles }: Pick<Me, 'roles'>): Badges {
  const works = roles.some((role) => role !== 'marketer')
  useFreshen(['notice'], [countPriority])
  const counted = useEndpoint(countPriority, {}, { enabled: works, refetchInterval: 60_000 })
  return { '/priority': counted.data?.waiting ?? 0 }
}
