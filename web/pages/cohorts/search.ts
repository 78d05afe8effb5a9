import { z } from 'zod'

/** Which days the board shows: from one on (today unless given), and how many weeks. */
export const cohortsSearch = z.object({
  from: z.iso.date().optional().catch(undefined),
  weeks: z
    .union([z.literal(1), z.literal(2), z.literal(4)])
    .optional()
    .catch(undefined),
  /** The cohort opened at the side. */
  cohort: z
    .union([z.uuid(), z.literal('new')])
    .optional()
    .catch(undefined),
})
