import { z } from 'zod'

const id = z.uuid()

/** What the page of territories shows: a day, a region drawn nearer, the one being edited, areas being handed over. */
export const territoriesSearch = z.object({
  day: z.iso.date().optional().catch(undefined),
  region: z
    .string()
    .regex(/^\d{2,6}$/)
    .optional()
    .catch(undefined),
  as: z.enum(['table']).optional().catch(undefined),
  edit: z
    .union([id, z.literal('new')])
    .optional()
    .catch(undefined),
  hand: z
    .union([id, z.literal('any')])
    .optional()
    .catch(undefined),
})
export type TerritoriesSearch = z.output<typeof territoriesSearch>
