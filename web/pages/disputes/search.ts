import { z } from 'zod'

/** What the page of disputes shows: those of a state, and the one opened at the side. */
export const disputesSearch = z.object({
  state: z.enum(['open', 'settled']).optional().catch(undefined),
  dispute: z.uuid().optional().catch(undefined),
})
