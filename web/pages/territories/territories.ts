import type { listHandovers } from '../../../contract/territory-handover.ts'
import type { Charter, listTerritories, territoryCover } from '../../../contract/territory.ts'
import type { Reply } from '../../app/api.ts'

export type Listed = Reply<typeof listTerritories>
export type Territory = Listed['items'][number]
export type Covered = Reply<typeof territoryCover>['items'][number]
export type HandedOver = Reply<typeof listHandovers>['items'][number]

/** Hues apart enough to be told from each other in both looks; the elder territories get the first ones. */
const hues = [178, 32, 262, 110, 338, 210, 62, 300, 140, 15]

/** The hue of each territory, the same wherever it is drawn. */
export function huesOf(items: readonly Pick<Territory, 'territoryId'>[]): ReadonlyMap<string, number> {
  return new Map(items.map(({ territoryId }, i) => [territoryId, hues[i % hues.length] as number]))
}

/** How a region is filled: one colour, stripes of several, or hatched where nobody has it. */
export function fillOf({ owners, parts, state }: Covered, hueOf: ReadonlyMap<string, number>): string {
  const shown = (owners.length > 0 ? owners : parts).slice(0, 4)
  const colours = shown.map(
    (id) => `color-mix(in oklab, hsl(${hueOf.get(id) ?? 0} 60% 50%) 34%, var(--surface))`,
  )
  const hatch = 'repeating-linear-gradient(45deg, var(--border) 0 1px, transparent 1px 6px)'
  if (state === 'none' || colours.length === 0) return `${hatch}, var(--page)`
  const step = 100 / colours.length
  const stripes = colours.map((colour, i) => `${colour} ${i * step}% ${(i + 1) * step}%`).join(', ')
  const fill = `linear-gradient(90deg, ${stripes})`
  return state === 'part' && owners.length === 0 ? `${hatch}, ${fill}` : fill
}

/** A draft of a territory as the editor holds it. */
export interface Draft extends Charter {
  from: string
  to: string
}

export const emptyCharter: Charter = {
  name: '',
  regions: [],
  areas: [],
  condition: null,
  userIds: [],
  teamId: null,
}

/** What of a territory is its charter. */
export function charterOf({ name, regions, areas, condition, userIds, teamId }: Territory): Charter {
  return { name, regions, areas, condition, userIds, teamId }
}
