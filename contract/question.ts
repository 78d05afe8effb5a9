import { z } from 'zod'
import { customerRow } from './customer.ts'
import { endpoint } from './endpoint.ts'
import { leadRow } from './lead.ts'
import { id, instant, pageOf, reason } from './shapes.ts'

const staff = ['manager', 'admin'] as const
const states = z.enum(['open', 'same', 'different'])

export const listQuestions = endpoint({
  id: 'questions.list',
  method: 'GET',
  path: '/api/v1/customer-questions',
  may: staff,
  summary:
    'Leads of which a rule wants a person to say whether they are a known customer’s, newest first; those in the caller’s scope',
  query: z.object({
    state: states.default('open'),
    /** Only those about this lead. */
    lead: id.optional(),
    cursor: z.string().max(80).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  reply: pageOf(
    z.object({
      questionId: id,
      rule: z.record(z.string(), z.unknown()).nullable(),
      /** What the two agree in. */
      reason,
      state: states,
      askedAt: instant,
      decidedAt: instant.nullable(),
      decidedBy: z.object({ id, name: z.string().nullable() }).nullable(),
      lead: leadRow,
      customer: customerRow,
    }),
  ),
  refuses: ['cursor.invalid'],
})

export const answerQuestions = endpoint({
  id: 'questions.answer',
  method: 'POST',
  path: '/api/v1/customer-questions/answer',
  may: staff,
  summary: 'Says of leads that they are the customer’s, or somebody else, or opens the questions again',
  details:
    '`same`: the lead becomes the customer’s; out of quarantine it goes to whoever has the customer. `different`: it is never taken for that customer again. `open`: as if nothing had been said; the lead stays with whoever has it.',
  body: z.object({ questionIds: z.array(id).min(1).max(1000), state: states }),
  /** How many were not answered so before. */
  reply: z.object({ answered: z.int() }),
  refuses: ['question.one_customer', 'question.customer_gone'],
})
