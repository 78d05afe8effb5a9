import { z } from 'zod'

/** Which customers are looked at, and which one is open at the side. */
export const customersSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  stage: z.string().max(40).optional().catch(undefined),
  /** A member's id, or `none`. */
  whose: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .catch(undefined),
  archived: z.literal(true).optional().catch(undefined),
  by: z.enum(['lastPurchase', 'spend']).optional().catch(undefined),
  open: z
    .union([z.uuid(), z.literal('new')])
    .optional()
    .catch(undefined),
})
export type CustomersSearch = z.infer<typeof customersSearch>

/** What the server is asked for. */
export function askedOf({ q, stage, whose, archived }: CustomersSearch) {
  return {
    ...(q ? { q } : {}),
    ...(stage ? { stage } : {}),
    ...(whose ? { holder: whose } : {}),
    ...(archived ? { archived: 'true' } : {}),
  }
}
