import { listHandovers as listing } from '../../../contract/territory-handover.ts'
import * as contract from '../../../contract/territory.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { childRegions } from '../../../rules/regions.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { readFields } from '../../lead/fields.ts'
import { belonging } from './decide/belong.ts'
import { claimsOf, coverOf } from './decide/cover.ts'
import { resolveRegions } from './decide/resolve.ts'
import { count } from './decide/tally.ts'
import * as service from './service.ts'
import { holdersOfLeads, leadsHeldBy, zoneOf } from './store.ts'
import { listHandovers } from './store/handovers.ts'
import { termsAfter, termsAt } from './store/terms.ts'

const done = { done: true as const }

/** Leads looked at to count those of each territory. */
const MOST = 50_000
const PAGE = 5_000

/** Territories: how they stand, what is wrong with them, and redrawing them. */
export function routes({ db }: House): Route[] {
  const within = <T>({ orgId }: { orgId: string }, run: (tx: Tx) => Promise<T>) =>
    inTransaction(db, orgId, run)
  return [
    route(contract.listTerritories, ({ caller, query }) =>
      within(caller, async (tx) => {
        const at = await service.momentOn(tx, query.day, new Date())
        const items = await termsAt(tx, at)
        const claims = claimsOf(items)
        const cover = childRegions().map((code) => coverOf(code, claims))
        const planned = await termsAfter(tx, at)
        return { at, items, planned, cover, ...(await service.problemsOf(tx, items)) }
      }),
    ),
    route(contract.territoryCover, ({ caller, params, query }) =>
      within(caller, async (tx) => {
        const at = await service.momentOn(tx, query.day, new Date())
        const claims = claimsOf(await termsAt(tx, at))
        return { items: childRegions(params.code).map((code) => coverOf(code, claims)) }
      }),
    ),
    route(contract.countTerritories, ({ caller }) => within(caller, (tx) => counts(tx, new Date()))),
    route(contract.whoseRegion, ({ caller, query }) =>
      within(caller, async (tx) => {
        const at = await service.momentOn(tx, query.day, new Date())
        const whose = belonging(await termsAt(tx, at), fieldsOf([]), { now: at, zone: await zoneOf(tx) })
        const found = whose({ region: query.region })
        return {
          at,
          territory: found?.term ?? null,
          by: found?.by.kind === 'region' ? found.by.code : null,
          rivals: found?.rivals.map(({ territoryId }) => territoryId) ?? [],
        }
      }),
    ),
    route(contract.checkTerritory, ({ caller, body, lang }) =>
      within(caller, (tx) => service.check(tx, body, { now: new Date(), lang })),
    ),
    route(contract.addTerritory, async ({ caller, body }) => ({
      territoryId: await within(caller, (tx) => service.save(tx, body, { caller, now: new Date() })),
    })),
    route(contract.editTerritory, async ({ caller, body, params }) => {
      await within(caller, (tx) => service.save(tx, { ...body, ...params }, { caller, now: new Date() }))
      return done
    }),
    route(contract.endTerritory, async ({ caller, body, params }) => {
      await within(caller, (tx) => service.end(tx, { ...body, ...params }, { caller, now: new Date() }))
      return done
    }),
    route(contract.unplanTerritory, async ({ caller, body, params }) => {
      await within(caller, (tx) => service.unplan(tx, { ...body, ...params }, { caller, now: new Date() }))
      return done
    }),
    route(contract.resolveRegions, ({ body }) => Promise.resolve(resolveRegions(body.text))),
    route(listing, ({ caller }) => within(caller, async (tx) => ({ items: await listHandovers(tx) }))),
  ]
}

async function counts(tx: Tx, now: Date) {
  const map = await termsAt(tx, now)
  const whose = belonging(map, fieldsOf(await readFields(tx)), { now, zone: await zoneOf(tx) })
  const reps = await service.repsOf(tx, map)
  const tally = count(map, reps)
  const holders = await holdersOfLeads(tx)
  for (let after: string | null = null, seen = 0; ;) {
    const page: Awaited<ReturnType<typeof leadsHeldBy>> = await leadsHeldBy(tx, holders, {
      after,
      most: PAGE,
      lock: false,
    })
    for (const lead of page) tally.add(whose({ ...lead })?.term.territoryId, lead.holderId)
    seen += page.length
    after = page.at(-1)?.leadId ?? null
    if (page.length < PAGE || seen >= MOST) return { ...tally.result(), partly: page.length === PAGE }
  }
}
