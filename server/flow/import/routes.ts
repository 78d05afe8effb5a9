import { sql } from 'kysely'
import { fixImportRow, uploadImport } from '../../../contract/import.ts'
import type { gatePresets } from '../../../contract/policy.ts'
import type { gatePresets } from '../../../contract/policy.ts'
import { refuse } from '../../../contract/refusals.ts'
import { inTransaction, one, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import type { Caller } from '../../people/caller.ts'
import { currentPolicy, publish } from '../../policy/store.ts'
import { gateOf } from '../../rooms/clean/decide/gate.ts'
import { presentImport, presentRow } from '../../rooms/import/decide/present.ts'
import * as importing from '../../rooms/import/service.ts'
import { viewRows } from '../../rooms/import/store.ts'
import { mendRow } from './mend.ts'

/** What of an import needs other rooms too: a gate to begin with, and the fate of a row that was mended. */
export function routes(house: House): Route[] {
  const { db } = house
  return [
    route(uploadImport, async ({ caller, lang, query, request }) => {
      const { source, preset } = query
      const importId = await importing.upload(house, caller, {
        request,
        source,
        prepare: async (tx, sourceId) => {
          if (preset) await openGate(tx, caller, { sourceId, preset })
        },
      })
      return inTransaction(db, caller.orgId, async (tx) =>
        presentImport(await importing.view(tx, caller, importId), lang),
      )
    }),
    route(fixImportRow, ({ caller, lang, params, body }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await mendRow(tx, caller, { ...params, cells: body.cells })
        const [row] = await viewRows(tx, params.importId, { after: params.rowNo - 1, most: 1 })
        if (row?.rowNo !== params.rowNo) throw refuse('not_found')
        return presentRow(row, lang)
      }),
    ),
  ]
}

interface Opening {
  readonly sourceId: string
  readonly preset: keyof typeof gatePresets
}

/**
 * Gives a source that has no gate of its own one by a preset, as an admin would. Refuses `auth.forbidden`, and
 * `import.gate_differs` rather than changing a gate that is in force.
 */
async function openGate(tx: Tx, caller: Caller, { sourceId, preset }: Opening): Promise<void> {
  if (!importing.seesAll(caller)) throw refuse('auth.forbidden', { may: 'admin' })
  const held = await currentPolicy(tx, 'gate', sourceId)
  if (held?.scope === sourceId) {
    if (held.body.preset === preset) return
    const source = await one(
      tx,
      sql<{
        name: string
      }>`select name from source where org_id = ${tx.orgId} and source_id = ${sourceId}`,
    )
    throw refuse('import.gate_differs', { source: source?.name ?? '', preset: held.body.preset })
  }
  const by = caller.kind === 'user' ? caller.userId : null
  const body = gateOf(preset)
  await publish(tx, { kind: 'gate', scope: sourceId, over: 0, body, note: null, by, at: new Date() })
}
