import { Readable } from 'node:stream'
import * as contract from '../../../contract/import.ts'
import type { ImportKind } from '../../../contract/import.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import type { Caller } from '../../people/caller.ts'
import { writeCsv } from './adapters/export.ts'
import { presentImport, presentRow, reportHeader, reportLine } from './decide/present.ts'
import * as service from './service.ts'
import * as store from './store.ts'
import { DAYS_KEPT } from './tasks.ts'

/** Imports: their steps, their rows, their report. Mending a row stands in server/flow/import: it asks other rooms. */
export function routes(house: House): Route[] {
  return [...steps(house), ...readings(house)]
}

const done = { done: true as const }

function steps(house: House): Route[] {
  const shown = (tx: Tx, caller: Caller, { importId, lang }: { importId: string; lang: Lang }) =>
    service.view(tx, caller, importId).then((held) => presentImport(held, lang))
  const within = <T>(caller: Caller, run: (tx: Tx) => Promise<T>) =>
    inTransaction(house.db, caller.orgId, run)
  return [
    route(contract.uploadImport, async ({ caller, lang, query: { source, preset, kind }, request }) => {
      const importId = await service.upload(house, caller, { request, source, preset, kind })
      return within(caller, (tx) => shown(tx, caller, { importId, lang }))
    }),
    route(contract.listImports, ({ caller, lang, query }) =>
      within(caller, async (tx) => {
        const createdBy = service.seesAll(caller) ? null : service.makerOf(caller)
        const held = await store.viewImports(tx, { createdBy, kind: query.kind ?? null })
        return { items: held.map((each) => presentImport(each, lang)) }
      }),
    ),
    route(contract.readImport, ({ caller, lang, params: { importId } }) =>
      within(caller, (tx) => shown(tx, caller, { importId, lang })),
    ),
    route(contract.checkImport, async ({ caller, lang, params: { importId }, body }) => {
      await service.check(house, caller, { ...body, importId })
      return within(caller, (tx) => shown(tx, caller, { importId, lang }))
    }),
    route(contract.runImport, ({ caller, lang, params: { importId } }) =>
      within(caller, async (tx) => {
        await service.run(tx, caller, importId)
        return shown(tx, caller, { importId, lang })
      }),
    ),
    route(contract.undoImport, ({ caller, lang, params: { importId } }) =>
      within(caller, async (tx) => {
        await service.undo(tx, caller, importId)
        return shown(tx, caller, { importId, lang })
      }),
    ),
    route(contract.dropImport, async ({ caller, params: { importId } }) => {
      await service.drop(house, caller, importId)
      return done
    }),
  ]
}

function readings({ db }: House): Route[] {
  return [
    route(contract.listImportRows, ({ caller, lang, params: { importId }, query }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await service.view(tx, caller, importId)
        const { fate, kept, status, limit } = query
        const after = Number(query.cursor ?? 0) || 0
        const found = await store.viewRows(tx, importId, { after, most: limit + 1, fate, kept, status })
        const items = found.slice(0, limit)
        const next = found.length > limit ? String(items.at(-1)?.rowNo) : null
        return { items: items.map((row) => presentRow(row, lang)), next }
      }),
    ),
    route(contract.importReport, async ({ caller, lang, params: { importId }, reply }) => {
      const held = await inTransaction(db, caller.orgId, (tx) => service.view(tx, caller, importId))
      if (held.understood['forgotten']) throw refuse('import.rows_gone', { days: DAYS_KEPT })
      const columns = reportHeader(held.understood.columns, { kind: held.kind, lang })
      const name = encodeURIComponent(`${held.fileName.replace(/\.\w+$/, '')}.report.csv`)
      void reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
      return reply.send(
        Readable.from(writeCsv(columns, reportPages(db, caller, { importId, kind: held.kind, lang }))),
      )
    }),
  ]
}

const PAGE = 1_000

/** The report a page at a time, each in its own short transaction: a slow reader holds nothing up. */
async function* reportPages(
  db: House['db'],
  caller: Caller,
  { importId, kind, lang }: { importId: string; kind: ImportKind; lang: Lang },
): AsyncGenerator<string[][]> {
  let after = 0
  for (;;) {
    const found = await inTransaction(db, caller.orgId, (tx) =>
      store.viewRows(tx, importId, { after, most: PAGE }),
    )
    if (found.length === 0) return
    yield found.map((row) => reportLine(row, { kind, lang }))
    after = found.at(-1)!.rowNo
  }
}
