import * as contract from '../../../contract/behaviour.ts'
import { addHook, listHooks, removeHook } from '../../../contract/hook.ts'
import { refuse } from '../../../contract/refusals.ts'
import { inTransaction } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { qrSvg } from './adapters/qr.ts'
import { script, scriptVersion } from './adapters/script.ts'
import * as service from './service.ts'
import * as doors from './store/doors.ts'
import * as hooks from './store/hooks.ts'

/** What the makers of tracked sites, links and QR codes set, and the script. The doors themselves stand in flow/behaviour. */
export function routes(house: House): Route[] {
  return [...siteRoutes(house), ...codeRoutes(house), ...hookRoutes(house), scriptRoute]
}

const YEAR = 'public, max-age=31536000, immutable'
const HOUR = 'public, max-age=3600'

const scriptRoute = route(contract.trackScript, async ({ query, reply }) => {
  reply
    .type('text/javascript; charset=utf-8')
    .header('cache-control', query.v === scriptVersion ? YEAR : HOUR)
  return script
})

function siteRoutes({ db, config: { publicUrl } }: House): Route[] {
  const shown = ({ key: _, ...site }: doors.Site, snippet: string) => ({ ...site, snippet })
  const withLine = (site: doors.Site) => shown(site, service.snippetOf(site, publicUrl))
  return [
    route(contract.listSites, async ({ caller }) => ({
      items: (await inTransaction(db, caller.orgId, doors.listSites)).map(withLine),
    })),
    route(contract.addSite, async ({ caller, body }) =>
      withLine(await inTransaction(db, caller.orgId, (tx) => service.addSite(tx, body, new Date()))),
    ),
    route(contract.changeSite, async ({ caller, params, body }) =>
      withLine(await inTransaction(db, caller.orgId, (tx) => service.changeSite(tx, { ...body, ...params }))),
    ),
    route(contract.makeLinks, async ({ caller, body }) => {
      const made = await inTransaction(db, caller.orgId, (tx) => service.makeLinks(tx, body, new Date()))
      return { items: made.map(({ leadId, token }) => ({ leadId, url: `${publicUrl}/l/${token}` })) }
    }),
  ]
}

function codeRoutes({ db, config: { publicUrl } }: House): Route[] {
  const urlOf = (code: string) => `${publicUrl}/q/${code}`
  const shown = (code: doors.Code) => ({ ...code, url: urlOf(code.code) })
  return [
    route(contract.listCodes, async ({ caller }) => ({
      items: (await inTransaction(db, caller.orgId, doors.listCodes)).map(shown),
    })),
    route(contract.addCode, async ({ caller, body }) =>
      shown(await inTransaction(db, caller.orgId, (tx) => service.addCode(tx, body, new Date()))),
    ),
    route(contract.changeCode, async ({ caller, params, body }) =>
      shown(await inTransaction(db, caller.orgId, (tx) => service.changeCode(tx, { ...body, ...params }))),
    ),
    route(contract.codeImage, async ({ caller, params, reply }) => {
      const code = await inTransaction(db, caller.orgId, (tx) => doors.codeOf(tx, params.code))
      if (!code) throw refuse('not_found')
      reply.type('image/svg+xml')
      return qrSvg(urlOf(code.code))
    }),
  ]
}

function hookRoutes({ db, config }: House): Route[] {
  const shown = ({ key, sealedSecret: _, ...hook }: hooks.Hook) => ({
    ...hook,
    url: `${config.publicUrl}/in/${key}`,
  })
  return [
    route(listHooks, async ({ caller }) => ({
      items: (await inTransaction(db, caller.orgId, hooks.listHooks)).map(shown),
    })),
    route(addHook, async ({ caller, body: { secret, ...body } }) => {
      const sealedSecret = service.sealHook(config, caller.orgId, secret)
      const key = service.newKey(caller.orgId)
      const hook = { ...body, hookId: uuidv7(), key, sealedSecret, createdAt: new Date() }
      await inTransaction(db, caller.orgId, (tx) => hooks.addHook(tx, hook))
      return shown(hook)
    }),
    route(removeHook, async ({ caller, params }) => {
      const gone = await inTransaction(db, caller.orgId, (tx) => hooks.removeHook(tx, params.hookId))
      if (!gone) throw refuse('not_found')
      return { done: true as const }
    }),
  ]
}
