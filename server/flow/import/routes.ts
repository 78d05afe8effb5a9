import { fixImportRow } from '../../../contract/import.ts'
import { refuse } from '../../../contract/refusals.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { presentRow } from '../../rooms/import/decide/present.ts'
import { viewRows } from '../../rooms/import/store.ts'
import { mendRow } from './mend.ts'

/** What of an import needs other rooms too: the fate of a row that was mended. */
export function routes({ db }: House): Route[] {
  return [
    route(fixImportRow, ({ caller, lang, params: { importId, rowNo }, body }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await mendRow(tx, caller, { importId, rowNo, cells: body.cells })
        const [row] = await viewRows(tx, importId, { after: rowNo - 1, most: 1 })
        if (row?.rowNo !== rowNo) throw refuse('not_found')
        return presentRow(row, lang)
      }),
    ),
  ]
}
