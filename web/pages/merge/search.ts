import { z } from 'zod'

/** Most leads that stand side by side: more columns than this nobody compares. */
export const mostBeside = 5

/** Which leads are to be merged, as it stands in the address. */
export const mergeSearch = z.object({
  leads: z.array(z.uuid()).max(mostBeside).catch([]),
})
