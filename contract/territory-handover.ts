import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { done, id, idParams, instant } from './shapes.ts'
import { from, readers, writers } from './territory.ts'

const item = z.object({ territoryId: id, userIds: z.array(id).max(100), teamId: id.nullable() })
export type HandoverItem = z.output<typeof item>

const moved = z.object({
  territoryId: id,
  from: id,
  to: id,
  leads: z.int(),
})
export type Moved = z.output<typeof moved>

const asked = {
  items: z.array(item).min(1).max(50),
  ...from,
}
const refusesToHand = [
  'territory.no_reps',
  'territory.past',
  'territory.gone',
  'territory.twice',
  'territory.not_yours',
  'territory.planned_after',
] as const

export const previewHandover = endpoint({
  id: 'territories.handover_preview',
  method: 'POST',
  path: '/api/v1/territories/handovers/preview',
  may: writers,
  summary: 'How many open leads would go from whom to whom; writes nothing',
  body: z.object(asked),
  reply: z.object({
    moves: z.array(moved),
    total: z.int(),
    /** What everybody concerned holds now and would hold. */
    reps: z.array(
      z.object({ userId: id, name: z.string(), now: z.int(), after: z.int(), max: z.int().nullable() }),
    ),
  }),
  refuses: refusesToHand,
})

export const handOver = endpoint({
  id: 'territories.handover',
  method: 'POST',
  path: '/api/v1/territories/handovers',
  may: writers,
  summary:
    'Gives whole areas to other reps with all their open leads, in one transaction: now, or from a day',
  details:
    'Two items that name each other’s reps are a swap. With `from` it is planned: the territories change at the first moment of that day, and their leads within half a minute after.',
  body: z.object({ ...asked, note: z.string().trim().max(300).optional() }),
  reply: z.object({ handoverId: id, state: z.enum(['planned', 'done']), moved: z.array(moved) }),
  refuses: refusesToHand,
})

export const listHandovers = endpoint({
  id: 'territories.handovers',
  method: 'GET',
  path: '/api/v1/territories/handovers',
  may: readers,
  summary: 'Hand-overs, what is planned first, then the latest hundred',
  reply: z.object({
    items: z.array(
      z.object({
        handoverId: id,
        at: instant,
        state: z.enum(['planned', 'done', 'cancelled']),
        items: z.array(item),
        note: z.string().nullable(),
        madeBy: id,
        madeAt: instant,
        doneAt: instant.nullable(),
        moved: z.array(moved).nullable(),
      }),
    ),
  }),
})

export const cancelHandover = endpoint({
  id: 'territories.handover_cancel',
  method: 'POST',
  path: '/api/v1/territories/handovers/:handoverId/cancel',
  may: writers,
  summary: 'Takes back a planned hand-over: the territories stay with whom they are',
  params: idParams('handoverId'),
  reply: done,
  refuses: ['territory.handover_over', 'territory.not_yours'],
})
