import { z } from 'zod'

/** How leads are typed: one in a form, or rows pasted from a spreadsheet. */
export const newLeadSearch = z.object({ how: z.enum(['paste']).optional().catch(undefined) })
