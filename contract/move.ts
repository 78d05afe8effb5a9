import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { holderKinds } from './lead.ts'
import { done, id, idParams, instant } from './shapes.ts'

const mover = ['manager', 'admin'] as const

/** As many leads as one move takes. */
export const MOST_MOVED = 10_000
/** From so many on a move by hand needs a reason. */
export const MANY_MOVED = 20

/** Leads as a list asks for them: what `leads.list` takes. */
const filter = z.object({
  condition: z.string().max(20_000).optional(),
  q: z.string().max(200).optional(),
  pool: id.optional(),
  holder: z.enum(holderKinds).optional(),
  untouched: z.boolean().optional(),
})

/** Which leads are moved. */
export const moveFrom = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('leads'), leadIds: z.array(id).min(1).max(MOST_MOVED) }),
  z.object({ kind: z.literal('filter'), filter }),
  /** All open leads somebody has; with their known customers if wished. */
  z.object({ kind: z.literal('book'), userId: id, customers: z.boolean().default(false) }),
  /** What either has goes to the other. */
  z.object({ kind: z.literal('swap'), a: id, b: id }),
])
export type MoveFrom = z.infer<typeof moveFrom>

/** To whom they go; a swap says so itself. */
export const moveTo = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rep'), userId: id }),
  z.object({
    kind: z.literal('spread'),
    userIds: z.array(id).min(1).max(200),
    /** Equal numbers, or whoever has least next. */
    by: z.enum(['even', 'load']),
    /** Leads of one known customer, or one company, stay together. */
    together: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('pool'), poolId: id }),
  /** Dealt by the assignment rules, as if they had just come. */
  z.object({ kind: z.literal('rules') }),
])
export type MoveTo = z.infer<typeof moveTo>

const wish = {
  from: moveFrom,
  to: moveTo.optional(),
}

/** A lead of a preview: its version then, and to which of `targets`. */
const plannedLead = z.tuple([id, z.int(), z.int().min(0)])
const target = z.object({ kind: z.enum(['rep', 'pool', 'rules']), id: id.nullable() })
export type MoveTarget = z.infer<typeof target>

const skipped = z.array(z.object({ code: z.string(), message: z.string(), count: z.int() }))

export const previewMove = endpoint({
  id: 'moves.preview',
  method: 'POST',
  path: '/api/v1/moves/preview',
  may: mover,
  summary: 'Who would get what by a move of many leads, writing nothing',
  details:
    'The answer’s `plan` goes back to `moves.begin` as it is: each lead with the version it was seen in, so that one that changed since is refused.',
  maxBody: 1_000_000,
  body: z.object(wish),
  reply: z.object({
    plan: z.object({ targets: z.array(target), leads: z.array(plannedLead) }),
    /** Of how many leads that were asked for. */
    asked: z.int(),
    /** More were asked for than one move takes; the rest stays. */
    cut: z.boolean(),
    reps: z.array(
      z.object({
        userId: id,
        name: z.string(),
        now: z.int(),
        after: z.int(),
        gives: z.int(),
        gets: z.int(),
        /** Null: no limit. */
        limit: z.int().nullable(),
      }),
    ),
    pools: z.array(z.object({ poolId: id, name: z.string(), gets: z.int(), gives: z.int() })),
    /** Where the rules decide: what they would do as things stand, by whom leads go to and by why; empty elsewhere. */
    byRules: z.array(
      z.object({
        kind: z.enum(holderKinds),
        id: id.nullable(),
        /** By a rule, to whoever has the customer, or since no rule takes it; null where the rules are not asked. */
        by: z.enum(['rule', 'customer', 'none']).nullable(),
        rule: z.string().nullable(),
        count: z.int(),
      }),
    ),
    skipped,
    /** Known customers that go along. */
    customers: z.int(),
    reasonNeeded: z.boolean(),
  }),
  refuses: ['condition.invalid', 'move.target', 'move.nothing', 'move.barred'],
})

export const beginMove = endpoint({
  id: 'moves.begin',
  method: 'POST',
  path: '/api/v1/moves',
  may: mover,
  summary: 'Moves many leads as a preview said; up to 500 at once, more as a run that is told of as it goes',
  maxBody: 2_000_000,
  body: z.object({
    ...wish,
    plan: z.object({
      targets: z.array(target).min(1).max(200),
      leads: z.array(plannedLead).min(1).max(MOST_MOVED),
    }),
    reason: z.string().trim().max(500).optional(),
  }),
  reply: z.object({ moveId: id }),
  refuses: ['move.target', 'move.reason_needed', 'move.barred', 'move.plan'],
})

export const moveStates = ['running', 'done', 'cancelled', 'undoing', 'undone'] as const
const moveRun = z.object({
  moveId: id,
  by: z.object({ id, name: z.string() }),
  at: instant,
  from: z.enum(['leads', 'filter', 'book', 'swap']),
  /** Whose book, or the two of a swap. */
  whose: z.array(z.string()),
  to: z.enum(['rep', 'spread', 'pool', 'rules', 'swap']),
  /** To whom by name, the first few. */
  towards: z.array(z.string()),
  reason: z.string().nullable(),
  state: z.enum(moveStates),
  total: z.int(),
  moved: z.int(),
  refused: z.int(),
  returned: z.int(),
  customers: z.int(),
  endedAt: instant.nullable(),
  /** Until when it can be taken back; null: not any more. */
  undoUntil: instant.nullable(),
})

export const readMove = endpoint({
  id: 'moves.read',
  method: 'GET',
  path: '/api/v1/moves/:moveId',
  may: mover,
  summary: 'How far a move is, and what was refused of it and why',
  params: idParams('moveId'),
  reply: moveRun.extend({
    /** Who got how many. */
    got: z.array(
      z.object({ kind: z.string(), id: id.nullable(), name: z.string().nullable(), count: z.int() }),
    ),
    /** Why leads were not moved, or not given back. */
    skipped: skipped.element.extend({ leadIds: z.array(id) }).array(),
  }),
})

export const listMoves = endpoint({
  id: 'moves.list',
  method: 'GET',
  path: '/api/v1/moves',
  may: mover,
  summary: 'The moves of the last days, newest first; a manager’s own, all to an admin',
  reply: z.object({ items: z.array(moveRun) }),
})

export const cancelMove = endpoint({
  id: 'moves.cancel',
  method: 'POST',
  path: '/api/v1/moves/:moveId/cancel',
  may: mover,
  summary: 'Stops a move that runs: what was moved stays moved, and can be taken back',
  params: idParams('moveId'),
  reply: done,
  refuses: ['move.over'],
})

export const undoMove = endpoint({
  id: 'moves.undo',
  method: 'POST',
  path: '/api/v1/moves/:moveId/undo',
  may: mover,
  summary:
    'Gives leads back to whom they were taken from, where nothing has happened to them since; within 24 hours',
  params: idParams('moveId'),
  reply: done,
  refuses: ['move.running', 'move.too_late', 'move.undone'],
})
