import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { policyKind, publishPolicy } from './policy.ts'
import { done, id, instant, label } from './shapes.ts'

const params = z.object({ kind: policyKind })
const query = z.object({ scope: z.string().max(36).default('') })

/** `stale`: somebody published meanwhile, so it was not. `refused`: when its moment came it could not have worked any more. */
export const scheduleStates = ['planned', 'published', 'cancelled', 'stale', 'refused'] as const

const scheduled = z.object({
  scheduleId: id,
  body: z.unknown(),
  /** The version it is to follow. */
  over: z.int(),
  note: z.string().nullable(),
  at: instant,
  plannedBy: z.object({ id, name: z.string() }),
  plannedAt: instant,
  state: z.enum(scheduleStates),
  settledAt: instant.nullable(),
  /** Why it was not published. */
  why: label.nullable(),
})
export type Scheduled = z.output<typeof scheduled>

export const listScheduled = endpoint({
  id: 'policy.scheduled',
  method: 'GET',
  path: '/api/v1/policies/:kind/scheduled',
  may: ['manager', 'marketer', 'admin'],
  summary: 'Versions of a policy planned for a moment ahead, soonest first, and what became of the last ten',
  params,
  query,
  reply: z.object({ items: z.array(scheduled) }),
})

export const schedulePublish = endpoint({
  id: 'policy.schedule',
  method: 'POST',
  path: '/api/v1/policies/:kind/scheduled',
  may: ['admin'],
  summary: 'Plans the next version for a moment ahead; checked now as if it were published',
  details:
    'At its moment it is published once, provided that `version` is still in force or was only followed by versions planned before it; else it is marked stale and whoever planned it is told. One that could not work any more, since somebody it names has left, is refused then: what is in force stays, and the admins are told why.',
  params,
  query,
  body: publishPolicy.body!.extend({ at: instant }),
  reply: z.object({ scheduleId: id }),
  refuses: [...publishPolicy.refuses!, 'schedule.past'],
})

export const cancelScheduled = endpoint({
  id: 'policy.unschedule',
  method: 'DELETE',
  path: '/api/v1/policies/:kind/scheduled/:scheduleId',
  may: ['admin'],
  summary: 'Takes a planned version back',
  params: params.extend({ scheduleId: id }),
  reply: done,
  refuses: ['schedule.settled'],
})
