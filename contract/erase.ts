import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, idParams } from './shapes.ts'

/** Erasing a person: what the law of many places gives everybody a right to. */
export const eraseLead = endpoint({
  id: 'leads.erase',
  method: 'DELETE',
  path: '/api/v1/leads/:leadId',
  may: ['admin'],
  summary:
    'Erases the person a lead is of, for good: in it, in all that was merged with it, and in known customers',
  details:
    'What is kept says that there was somebody, when, from which source and who worked on it, and nothing of who it was. It cannot be undone. Backups made before hold what they held.',
  params: idParams('leadId'),
  reply: z.object({
    /** Leads that were emptied: the one asked for and those merged with it; 0 when it had been done before. */
    erased: z.int(),
    /** Other leads that have a phone, e-mail or WeChat of theirs: perhaps the same person, for somebody to look at. */
    alike: z.array(id),
  }),
})
