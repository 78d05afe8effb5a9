import { captureLeads, type Captured, typeLead } from '../../../contract/capture.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { captureAll } from './service.ts'

/** The API door and the typing door. */
export function routes(house: House): Route[] {
  return [
    route(captureLeads, async ({ caller, lang, body, request, reply }) => {
      const many = 'leads' in body && Array.isArray(body['leads'])
      const key = request.headers['idempotency-key']
      const keyId = caller.keyId
      const results = await captureAll(house.db, house.capture, {
        orgId: caller.orgId,
        lang,
        door: 'api',
        actor: { kind: 'key', id: keyId },
        leads: many ? (body['leads'] as unknown[]) : [body],
        ...(typeof key === 'string' ? { once: { caller: keyId, key, body } } : {}),
      })
      if (results.some(({ status }) => status === 'undecided')) reply.code(202)
      return many ? { results } : (results[0] as Captured)
    }),
    route(typeLead, async ({ caller, lang, body }) => {
      const results = await captureAll(house.db, house.capture, {
        orgId: caller.orgId,
        lang,
        door: 'hand',
        actor: { kind: 'user', id: caller.userId },
        leads: body.leads,
        once: { caller: caller.userId, key: body.nonce, body },
        ...(caller.roles.includes('rep') ? { holderId: caller.userId } : {}),
        askBack: !body.keepAnyway,
      })
      return { results }
    }),
  ]
}
