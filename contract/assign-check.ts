import { z } from 'zod'
import { assignPolicy } from './assign.ts'
import { endpoint } from './endpoint.ts'
import { id, label } from './shapes.ts'

/** What is wrong with assignment rules, or odd about them. */
export const assignProblems = [
  'gone',
  'nobody',
  'unfit',
  'tierNobody',
  'gradeUnknown',
  'quotaZero',
  'weightZero',
  'capZero',
  'full',
  'hoursUnset',
  'poolEmpty',
  'stepNobody',
  'unpointed',
  'territoryHole',
  'territoryOverlap',
  'territoryVacant',
  'severalReferrers',
  'covered',
  'twice',
  'noneInForce',
  'noReps',
] as const

/** An error is refused when it is published; a warning is shown. */
export const assignProblem = z.object({
  severity: z.enum(['error', 'warning']),
  /** null: of the policy as a whole. */
  ruleId: z.string().nullable(),
  code: z.enum(assignProblems),
  /** What is wrong, and what would mend it. */
  said: label,
})
export type AssignProblem = z.infer<typeof assignProblem>

/** What would go wrong with a draft of the assignment rules, before it is published. */
export const checkAssign = endpoint({
  id: 'assign.check',
  method: 'POST',
  path: '/api/v1/assign/check',
  may: ['manager', 'admin'],
  summary: 'What is wrong with a draft of the assignment rules, and whom each of them may give to',
  body: z.object({ draft: assignPolicy }),
  reply: z.object({
    problems: z.array(assignProblem),
    /** Every rep, with what rules may ask of them: the tier is the one that counts, set by hand or earned. */
    reps: z.array(
      z.object({
        id,
        name: z.string(),
        tier: z.string().nullable(),
        traits: z.record(z.string(), z.array(z.string())),
      }),
    ),
    /** By rule, and by `rule/n` for the nth step of a claim window from 0: whom it may give to, as places in `reps`. */
    circles: z.record(z.string(), z.array(z.int())),
    /** The grades that scorecards give. */
    grades: z.array(z.string()),
  }),
  refuses: ['condition.invalid', 'policy.invalid'],
})
