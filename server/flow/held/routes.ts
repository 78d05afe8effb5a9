import * as contract from '../../../contract/quarantine.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { regionName } from '../../../rules/regions.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { holderNames } from '../../lead/names.ts'
import { countAlike, readKept } from '../../lead/quarantine.ts'
import { readLeads } from '../../lead/store.ts'
import { readable } from '../../rooms/capture/decide.ts'
import { sayPattern } from '../../rooms/clean/decide/suggest-words.ts'
import * as cleaning from '../../rooms/clean/store.ts'
import { judgeHeld } from '../quarantine.ts'
import { readSetup } from '../setup.ts'
import * as alike from './alike.ts'
import { suggestionsFor } from './keep.ts'
import type { Outlook } from './mend.ts'
import { fixLead } from './one.ts'
import { undo } from './undo.ts'

/** Patterns offered to be fixed together; beyond these they are of a lead or two. */
const MOST_PATTERNS = 50

/** Quarantine as a place of work: what is suggested, for one lead and for all that are alike. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.listSuggestions, ({ caller, query, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => ({
        items: await suggestions(tx, { leadIds: query.leads, lang }),
      })),
    ),
    route(contract.listAlike, ({ caller, query, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const found = await countAlike(tx, { sourceId: query.source, most: MOST_PATTERNS })
        return { items: found.map((each) => ({ ...each, message: sayPattern(each.pattern)[lang] })) }
      }),
    ),
    route(contract.fixOne, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const fixed = await fixLead(tx, caller, body)
        return { ...fixed, leadId: body.leadId, reasons: [...readable(fixed.reasons, lang)] }
      }),
    ),
    ...fixRoutes(db),
  ]
}

function fixRoutes(db: House['db']): Route[] {
  const ofBody = ({ pattern, source }: { pattern: string; source?: string | undefined }) => ({
    pattern,
    sourceId: source ?? null,
  })
  return [
    route(contract.previewAlike, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const { count, samples } = await alike.preview(tx, ofBody(body))
        const message = sayPattern(body.pattern)[lang]
        return { message, count, samples: samples.map((each) => sampleOf(each, lang)) }
      }),
    ),
    route(contract.fixAlike, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) =>
        said(tx, await alike.begin(tx, caller, ofBody(body)), lang),
      ),
    ),
    route(contract.listFixes, ({ caller, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const items = []
        for (const fix of await cleaning.listFixes(tx, 20)) items.push(await said(tx, fix, lang))
        return { items }
      }),
    ),
    route(contract.readFix, ({ caller, params, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const fix = await cleaning.readFix(tx, params.fixId)
        if (!fix) throw refuse('not_found')
        return said(tx, fix, lang)
      }),
    ),
    route(contract.undoFix, ({ caller, params, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => said(tx, await undo(tx, caller, params.fixId), lang)),
    ),
  ]
}

async function suggestions(tx: Tx, { leadIds, lang }: { leadIds: readonly string[]; lang: Lang }) {
  const setup = await readSetup(tx, new Date())
  // Whoever may ask sees all of quarantine in full: people/scope.ts.
  const leads = (await readLeads(tx, leadIds)).filter(({ holderKind }) => holderKind === 'quarantine')
  const held = await judgeHeld(tx, leads, { setup })
  const told = await suggestionsFor(tx, held, setup)
  const kept = await readKept(
    tx,
    leads.map((lead) => lead.leadId),
  )
  return leads.map((lead) => ({
    leadId: lead.leadId,
    since: kept.get(lead.leadId)?.since ?? lead.arrivedAt,
    refuseAt: kept.get(lead.leadId)?.refuseAt ?? null,
    suggestions: (told.get(lead.leadId) ?? []).map((each) => ({
      field: each.field,
      value: each.value,
      before: each.before,
      patch: Object.fromEntries(Object.entries(each.patch)),
      pattern: each.pattern,
      confidence: each.confidence,
      message: sayPattern(each.pattern)[lang],
    })),
  }))
}

function sampleOf({ taken: { lead, suggestion }, reasons, twinId }: Outlook, lang: Lang) {
  const { field, value, before } = suggestion
  const shown = (text: string | null) => (text && field === 'region' ? regionName(text, lang) : text)
  const becomes = reasons.length === 0 ? 'released' : twinId ? 'duplicate' : 'kept'
  return {
    leadId: lead.leadId,
    who: lead.name ?? lead.company,
    field,
    before: lead[field] ? shown(before) : before,
    after: shown(value) ?? value,
    becomes,
  } as const
}

async function said(tx: Tx, { byUser, sourceId: _, after: __, ...fix }: cleaning.FixRow, lang: Lang) {
  const names = await holderNames(tx, [byUser])
  return { ...fix, message: sayPattern(fix.pattern)[lang], by: { id: byUser, name: names.get(byUser) ?? '' } }
}
