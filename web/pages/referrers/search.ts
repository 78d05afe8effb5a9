import { z } from 'zod'
import { referralStates, referrerKinds } from '../../../contract/referral.ts'

/** Which referrers or rewards are looked at, and who is open at the side. */
export const referrersSearch = z.object({
  view: z.literal('rewards').optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
  kind: z.enum(referrerKinds).optional().catch(undefined),
  state: z.enum(referralStates).optional().catch(undefined),
  archived: z.literal(true).optional().catch(undefined),
  reward: z.enum(['held', 'due', 'approved', 'paid', 'refused']).optional().catch(undefined),
  open: z
    .union([z.uuid(), z.literal('new')])
    .optional()
    .catch(undefined),
})
export type ReferrersSearch = z.infer<typeof referrersSearch>
export type Change = (part: Partial<ReferrersSearch>) => void
