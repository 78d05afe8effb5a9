import { refuse } from '../../../../contract/refusals.ts'
import type { HandoverItem } from '../../../../contract/territory-handover.ts'
import { type Day, dayOf } from '../../../../rules/days.ts'
import type { Term } from './belong.ts'

/** A hand-over as the map has it: each territory as it was before and is from `at` on, in the order of the items. */
export interface Plan {
  readonly at: Date
  readonly before: readonly Term[]
  readonly after: readonly Term[]
  /** The whole map before it: whose each lead is. */
  readonly map: readonly Term[]
}

/**
 * What the territories become. Refuses `territory.twice`, `territory.gone`, and `territory.planned_after` where something
 * else is planned for one later: that would bring the former reps back.
 */
export function planOf(
  items: readonly HandoverItem[],
  { map, at, later, zone }: { map: readonly Term[]; at: Date; later: readonly Term[]; zone: string },
): Plan {
  const before = items.map(({ territoryId }, i) => {
    const held = map.find((term) => term.territoryId === territoryId)
    if (!held) throw refuse('territory.gone')
    if (items.findIndex((item) => item.territoryId === territoryId) < i)
      throw refuse('territory.twice', { name: held.name })
    const next = later.find((term) => term.territoryId === territoryId)
    const day: Day | undefined = next && dayOf(next.from, zone)
    if (day) throw refuse('territory.planned_after', { name: held.name, day })
    return held
  })
  const after = before.map((held, i): Term => {
    const { userIds, teamId } = items[i]!
    return { ...held, userIds: [...new Set(userIds)], teamId, from: at }
  })
  return { at, before, after, map }
}
