import { hookIn } from '../../../contract/hook.ts'
import { refuse } from '../../../contract/refusals.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { openSecret } from '../../lead/secrets.ts'
import { adapters } from '../../rooms/behaviour/adapters/hooks.ts'
import { orgOf } from '../../rooms/behaviour/decide/keys.ts'
import { hookOf } from '../../rooms/behaviour/store/hooks.ts'
import { jsonOf, wholeBody } from './body.ts'
import { takeEvents } from './take.ts'

const MOST = 4 * 1024 * 1024 // bytes: SendGrid gathers what happens into one delivery
const AT_ONCE = 500

/** What other systems tell: signed, read by the adapter of their kind, taken as any events are. */
export function routes({ db, config }: House): Route[] {
  return [
    route(hookIn, async ({ params: { key }, request }) => {
      const orgId = orgOf(key)
      const hook = orgId && (await inTransaction(db, orgId, (tx) => hookOf(tx, key)))
      if (!hook) throw refuse('hook.gone')
      const now = new Date()
      const adapter = adapters[hook.kind]
      const body = await wholeBody(request, MOST)
      const secret = openSecret<string>(config, { orgId, purpose: 'hook' }, hook.sealedSecret)
      if (!secret || !adapter.signed({ headers: request.headers, body }, secret, now))
        throw refuse('hook.unsigned')
      const events = adapter.read(jsonOf(body))
      const statuses: string[] = []
      for (let from = 0; from < events.length; from += AT_ONCE) {
        const some = events.slice(from, from + AT_ONCE)
        const sender = { sender: hook.hookId, door: 'hook', now }
        const answers = await inTransaction(db, orgId, (tx) => takeEvents(tx, some, sender))
        statuses.push(...answers.map(({ status }) => status))
      }
      const refused = statuses.filter((status) => status === 'refused').length
      return { kept: statuses.length - refused, refused }
    }),
  ]
}
