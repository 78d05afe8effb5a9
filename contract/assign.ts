import { z } from 'zod'
import { conditionSchema } from '../rules/condition.ts'
import { arriving } from './capture.ts'
import { endpoint } from './endpoint.ts'
import { id } from './shapes.ts'

export const strategy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rep'), userId: id }),
  z.object({ kind: z.literal('roundRobin'), teamId: id }),
  z.object({ kind: z.literal('leastLoaded'), teamId: id }),
  z.object({ kind: z.literal('pool'), poolId: id }),
])
export const assignRule = z.object({
  id: z.string().min(1).max(40),
  name: z.string().max(80),
  when: conditionSchema,
  strategy,
  active: z.boolean().default(true),
})
export const assignPolicy = z.object({
  rules: z.array(assignRule).max(200),
  fallbackPoolId: id,
})
export type AssignRule = z.infer<typeof assignRule>
export type AssignPolicy = z.infer<typeof assignPolicy>

/** What each assignment rule would say of a lead, the draft's rules if given: which fires and why others do not. */
export const tryRules = endpoint({
  id: 'assign.try',
  method: 'POST',
  path: '/api/v1/assign/try',
  may: ['manager', 'admin'],
  summary: 'Tries the assignment rules (or a draft of them) on one lead, writing nothing',
  body: z.object({ lead: z.union([id, arriving]), draft: assignPolicy.optional() }),
  reply: z.object({
    score: z.int(),
    grade: z.string(),
    rules: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        fires: z.boolean(),
        /** fires | inactive | condition | capacity | nobody | earlier */
        because: z.string(),
        candidates: z.array(
          z.object({
            id,
            name: z.string(),
            ok: z.boolean(),
            because: z.string(),
            given: z.int(),
            holding: z.int(),
          }),
        ),
      }),
    ),
    holder: z.object({ kind: z.string(), id: id.nullable(), name: z.string().nullable() }),
  }),
  refuses: ['condition.invalid', 'policy.invalid', 'lead.not_yours'],
})

/** How many of the last 30 days' leads each assignment rule of a draft would take. */
export const countRules = endpoint({
  id: 'assign.counts',
  method: 'POST',
  path: '/api/v1/assign/counts',
  may: ['manager', 'admin'],
  summary: 'How many of the last 30 days’ leads each rule would take, of how many in all',
  body: z.object({ draft: assignPolicy }),
  reply: z.object({
    total: z.int(),
    days: z.int(),
    byRule: z.record(z.string(), z.int()),
    fallback: z.int(),
  }),
  refuses: ['condition.invalid', 'policy.invalid'],
})
