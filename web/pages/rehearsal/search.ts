import { z } from 'zod'

/** Which rehearsal is shown; none: the newest that is done. */
export const rehearsalSearch = z.object({ open: z.string().optional() })
