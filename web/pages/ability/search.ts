import { z } from 'zod'

/** What the page of all reps shows, in its address. */
export const abilitySearch = z.object({
  team: z.uuid().optional().catch(undefined),
  segment: z.string().max(200).optional().catch(undefined),
  /** The channel reps are sorted by, best first; by name without. */
  best: z.string().max(40).optional().catch(undefined),
  panel: z.enum(['settings']).optional().catch(undefined),
})
