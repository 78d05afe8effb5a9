import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { done, id, idParams, instant } from './shapes.ts'

const staff = ['rep', 'manager', 'admin'] as const

const poolBody = z.object({
  name: z.string().trim().min(1).max(80),
  dailyLimit: z.int().min(0).nullable(),
  holdingLimit: z.int().min(0).nullable(),
  members: z.array(z.object({ kind: z.enum(['user', 'team']), id })).max(500),
})

export const pool = poolBody.extend({
  poolId: id,
  /** How many leads lie in it. */
  leads: z.int(),
  /** What the caller may still take; null when they are no member. */
  mine: z
    .object({
      claimedToday: z.int(),
      dailyLimit: z.int().nullable(),
      holding: z.int(),
      holdingLimit: z.int().nullable(),
    })
    .nullable(),
})
export type Pool = z.infer<typeof pool>

export const listPools = endpoint({
  id: 'pools.list',
  method: 'GET',
  path: '/api/v1/pools',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary: 'The pools the caller sees, with their own limits; the leads in one are leads.list?pool=',
  reply: z.object({ items: z.array(pool) }),
})

export const addPool = endpoint({
  id: 'pools.add',
  method: 'POST',
  path: '/api/v1/pools',
  may: ['admin'],
  summary: 'Adds a pool',
  body: poolBody,
  reply: z.object({ poolId: id }),
})

export const changePool = endpoint({
  id: 'pools.change',
  method: 'PUT',
  path: '/api/v1/pools/:poolId',
  may: ['admin'],
  summary: 'Changes a pool, its limits and its members',
  params: idParams('poolId'),
  body: poolBody,
  reply: done,
})

export const archivePool = endpoint({
  id: 'pools.archive',
  method: 'DELETE',
  path: '/api/v1/pools/:poolId',
  may: ['admin'],
  summary: 'Archives an empty pool that no rule gives to',
  params: idParams('poolId'),
  reply: done,
  refuses: ['pool.in_use', 'pool.not_empty'],
})

const refused = z.array(z.object({ leadId: id, code: z.string(), message: z.string() }))

export const claimLeads = endpoint({
  id: 'pools.claim',
  method: 'POST',
  path: '/api/v1/pools/:poolId/claim',
  may: staff,
  summary:
    'Claims leads from a pool: named ones, or the best `count`; each is got whole or refused with the reason',
  params: idParams('poolId'),
  body: z.union([
    z.object({ leadIds: z.array(id).min(1).max(100) }),
    z.object({ count: z.int().min(1).max(20), condition: z.string().optional() }),
  ]),
  reply: z.object({ claimed: z.array(id), refused, claimedToday: z.int(), holding: z.int() }),
  refuses: [
    'pool.not_member',
    'pool.claims_barred',
    'pool.already_claimed',
    'pool.not_yet',
    'pool.daily_limit',
    'pool.holding_limit',
    'condition.invalid',
  ],
})

export const listWindows = endpoint({
  id: 'pools.windows',
  method: 'GET',
  path: '/api/v1/pools/:poolId/windows',
  may: staff,
  summary: 'The leads of a pool that are offered to others first, and when each opens to the caller',
  params: idParams('poolId'),
  reply: z.object({ items: z.array(z.object({ leadId: id, opensAt: instant })) }),
})

export const releaseLeads = endpoint({
  id: 'pools.release',
  method: 'POST',
  path: '/api/v1/leads/release',
  may: staff,
  summary: 'Gives leads back to their pool (or another), with a reason',
  body: z.object({
    leadIds: z.array(id).min(1).max(100),
    poolId: id.optional(),
    reason: z.string().trim().min(1).max(500),
  }),
  reply: z.object({ released: z.array(id), refused }),
})
