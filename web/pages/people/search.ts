import { z } from 'zod'

/** What the page of the team shows. */
export const teamSearch = z.object({
  tab: z.enum(['members', 'invitations', 'absences']).optional(),
  group: z.string().optional(),
  member: z.string().optional(),
})
