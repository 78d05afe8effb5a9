import * as open from '../../../contract/form.ts'
import { refuse } from '../../../contract/refusals.ts'
import * as contract from '../../../contract/settings.ts'
import { secretOf } from '../../config.ts'
import { inTransaction } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { preferred } from '../../http/lang.ts'
import { type Route, route } from '../../http/route.ts'
import { embedScript, files } from './adapters/files.ts'
import { formPage, gonePage } from './adapters/page.ts'
import { proofs } from './adapters/proof.ts'
import * as service from './service.ts'
import * as store from './store.ts'

/** Forms: their makers' side, and the public one under /f/. */
export function routes(house: House): Route[] {
  return [...makerRoutes(house), ...pageRoutes(house), ...sendRoutes(house)]
}

function makerRoutes({ db, config }: House): Route[] {
  const shown = ({ orgSlug, ...form }: store.ListedForm) => {
    const url = `${config.publicUrl}/f/${encodeURIComponent(orgSlug)}/${form.slug}`
    return { ...form, url, embed: `<script async src="${url}/embed.js"></script>` }
  }
  return [
    route(contract.listForms, async ({ caller }) => ({
      items: (await inTransaction(db, caller.orgId, (tx) => store.listForms(tx, new Date()))).map(shown),
    })),
    route(contract.addForm, async ({ caller, body }) =>
      shown(
        await inTransaction(db, caller.orgId, (tx) =>
          service.keepForm(tx, { ...body, formId: uuidv7() }, caller.userId),
        ),
      ),
    ),
    route(contract.changeForm, async ({ caller, params, body }) =>
      shown(
        await inTransaction(db, caller.orgId, (tx) =>
          service.changeForm(tx, { ...body, formId: params.formId }, caller),
        ),
      ),
    ),
  ]
}

const HTML = 'text/html; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'
const HOUR = 'public, max-age=3600'

function pageRoutes({ db }: House): Route[] {
  return [
    route(open.showForm, async ({ params, query, request, reply }) => {
      const found = await service.findForm(db, params)
      const asks = query.lang ?? preferred(request.headers['accept-language'])
      reply.type(HTML).header('cache-control', 'no-store')
      if (!found) {
        reply.code(404)
        return gonePage(asks ?? 'zh')
      }
      const embedded = query.embed === '1'
      return formPage({
        ...found.form,
        asked: found.asked,
        action: `/f/${encodeURIComponent(params.org)}/${params.slug}`,
        nonce: crypto.randomUUID(),
        lang: asks ?? found.form.locale,
        embedded,
        theme: query.theme ?? (embedded ? 'light' : 'auto'),
      })
    }),
    route(open.embedForm, async ({ params, reply }) => {
      const found = await service.findForm(db, params)
      if (!found) throw refuse('form.gone')
      reply.type(SCRIPT).header('cache-control', HOUR)
      return embedScript(found.form.title)
    }),
    route(open.formFile, async ({ params, reply }) => {
      const text = Object.hasOwn(files, params.file) ? files[params.file] : undefined
      if (text === undefined) throw refuse('not_found')
      reply.type(SCRIPT).header('cache-control', HOUR)
      return text
    }),
  ]
}

function sendRoutes(house: House): Route[] {
  const working = proofs(secretOf(house.config))
  const find = async (address: { org: string; slug: string }) => {
    const found = await service.findForm(house.db, address)
    if (!found) throw refuse('form.gone')
    return found
  }
  return [
    route(open.challengeForm, async ({ params, reply }) => {
      const { form } = await find(params)
      reply.header('cache-control', 'no-store')
      return working.challenge(form.formId, new Date())
    }),
    route(open.sendForm, async ({ params, body, lang }) => {
      const found = await find(params)
      return { thanks: await service.submit(house, found, { sending: body, lang, proofs: working }) }
    }),
  ]
}
