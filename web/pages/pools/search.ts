import { z } from 'zod'
import { conditionSchema } from '../../../rules/condition.ts'
import { sortNames } from '../leads/search.ts'

/** Which pool is looked at, and how. Without one the first the reader may claim from. */
export const poolsSearch = z.object({
  pool: z.uuid().optional().catch(undefined),
  when: conditionSchema.optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  sort: z.enum(sortNames).optional().catch(undefined),
  desc: z.boolean().optional().catch(undefined),
  open: z.uuid().optional().catch(undefined),
})
export type PoolsSearch = z.infer<typeof poolsSearch>
