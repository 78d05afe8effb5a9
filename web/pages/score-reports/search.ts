import { z } from 'zod'

export const reportTabs = ['effect', 'shared', 'campaigns'] as const
export const campaignSorts = ['leads', 'good', 'mean', 'won', 'rate'] as const

/** What the reports show, as it stands in the address. */
export const reportsSearch = z.object({
  tab: z.enum(reportTabs).optional().catch(undefined),
  days: z.int().min(7).max(730).optional().catch(undefined),
  source: z.uuid().optional().catch(undefined),
  team: z.uuid().optional().catch(undefined),
  ranked: z.enum(campaignSorts).optional().catch(undefined),
})
export type ReportsSearch = z.infer<typeof reportsSearch>
