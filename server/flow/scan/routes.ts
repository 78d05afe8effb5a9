import * as contract from '../../../contract/match.ts'
import { refuse } from '../../../contract/refusals.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { tell } from '../../jobs/tell.ts'
import { addScan, moveScan, readScans } from '../../rooms/match/store/scans.ts'
import { listClusters, listPairs, readPair } from '../../views/pairs.ts'
import { answerPairs } from './answer.ts'
import { begin } from './begin.ts'
import { presentScan } from './present.ts'

/** Scans of all leads, and the pairs a person is asked about. */
export function routes(house: House): Route[] {
  return [...scanRoutes(house), ...pairRoutes(house)]
}

async function one(tx: Tx, scanId: string): Promise<contract.Scan> {
  const [held] = await readScans(tx, scanId)
  if (!held) throw refuse('not_found')
  return presentScan(held)
}

function scanRoutes({ db }: House): Route[] {
  return [
    route(contract.startScan, ({ caller, body }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const scanId = uuidv7()
        if (!(await addScan(tx, { scanId, closed: body.closed, by: caller.userId })))
          throw refuse('scan.running')
        await begin(tx, scanId)
        return one(tx, scanId)
      }),
    ),
    route(contract.listScans, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => ({
        items: (await readScans(tx, null)).map(presentScan),
      })),
    ),
    route(contract.readScan, ({ caller, params }) =>
      inTransaction(db, caller.orgId, (tx) => one(tx, params.scanId)),
    ),
    route(contract.cancelScan, ({ caller, params: { scanId } }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await one(tx, scanId)
        const at = new Date()
        if (!(await moveScan(tx, scanId, { state: 'cancelled', progress: { step: null }, at })))
          throw refuse('scan.over')
        await tell(tx, { topic: 'scan', ids: [scanId] })
        return one(tx, scanId)
      }),
    ),
    route(contract.scanClusters, ({ caller, params, query }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await one(tx, params.scanId)
        return listClusters(tx, caller, { ...query, ...params, now: new Date() })
      }),
    ),
  ]
}

function pairRoutes({ db }: House): Route[] {
  return [
    route(contract.listPairs, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => listPairs(tx, caller, { ...query, now: new Date() })),
    ),
    route(contract.readPair, ({ caller, params }) =>
      inTransaction(db, caller.orgId, (tx) => readPair(tx, caller, { ...params, now: new Date() })),
    ),
    route(contract.decidePairs, ({ caller, body: { pairIds, state } }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const decided = await answerPairs(tx, caller, { pairIds, state })
        await tell(tx, { topic: 'scan' })
        return { decided }
      }),
    ),
  ]
}
