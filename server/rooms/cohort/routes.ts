import * as contract from '../../../contract/cohort.ts'
import { refuse } from '../../../contract/refusals.ts'
import { type Db, inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { seeLeads } from '../../lead/reach.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as service from './service.ts'
import { readBoard } from './store/board.ts'

const done = { done: true as const }

/** Cohorts, their groups and who serves them when. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.readBoard, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => readBoard(tx, { ...query, now: new Date() })),
    ),
    route(contract.addCohort, async ({ caller, body, lang }) => {
      const doing = { by: caller.userId, now: new Date() }
      const cohortId = await inTransaction(db, caller.orgId, (tx) =>
        service.keep(tx, { cohortId: null, body, lang }, doing),
      )
      return { cohortId }
    }),
    route(contract.changeCohort, async ({ caller, params: { cohortId }, body, lang }) => {
      const doing = { by: caller.userId, now: new Date() }
      await inTransaction(db, caller.orgId, (tx) => service.keep(tx, { cohortId, body, lang }, doing))
      return done
    }),
    route(contract.archiveCohort, async ({ caller, params }) => {
      const doing = { by: caller.userId, now: new Date() }
      await inTransaction(db, caller.orgId, (tx) => service.archive(tx, params.cohortId, doing))
      return done
    }),
    route(contract.editRoster, async ({ caller, body: { edit, preview } }) => {
      const doing = { by: caller.userId, now: new Date() }
      const { before, ...answer } = await kept(db, caller.orgId, {
        run: (tx) => service.editRoster(tx, edit, doing),
        preview,
      })
      return { ...answer, before: [...before], moves: [...answer.moves], gaps: [...answer.gaps] }
    }),
    route(contract.placeLeads, async ({ caller, params, body }) => {
      const doing = { by: caller.userId, now: new Date() }
      await refuseUnseen(db, caller, body.leadIds)
      return inTransaction(db, caller.orgId, (tx) => service.place(tx, { ...params, ...body }, doing))
    }),
    route(contract.removeLeads, async ({ caller, body: { leadIds } }) => {
      await refuseUnseen(db, caller, leadIds)
      return {
        removed: await inTransaction(db, caller.orgId, (tx) => service.remove(tx, leadIds, new Date())),
      }
    }),
    route(contract.readThen, async ({ caller, params, query }) => ({
      serving: await inTransaction(db, caller.orgId, (tx) =>
        service.servingThen(tx, params.groupId, query.at),
      ),
    })),
  ]
}

/** Refuses `not_found` for leads outside the scope. In a transaction of its own: groups are locked before leads. */
async function refuseUnseen(db: Db, caller: UserCaller, leadIds: readonly string[]): Promise<void> {
  const seen = await inTransaction(db, caller.orgId, (tx) =>
    seeLeads(tx, caller, { leadIds, now: new Date() }),
  )
  if (seen.length < new Set(leadIds).size) throw refuse('not_found')
}

interface Keeping<T> {
  readonly run: (tx: Tx) => Promise<T>
  readonly preview: boolean
}

class Previewed<T> extends Error {
  readonly answer: T
  constructor(answer: T) {
    super('previewed')
    this.answer = answer
  }
}

/** A preview is the thing itself, taken back: it cannot differ from what would be. */
async function kept<T>(db: Db, orgId: string, { run, preview }: Keeping<T>): Promise<T> {
  if (!preview) return inTransaction(db, orgId, run)
  try {
    return await inTransaction(db, orgId, async (tx) => {
      throw new Previewed(await run(tx))
    })
  } catch (thrown) {
    if (thrown instanceof Previewed) return thrown.answer as T
    throw thrown
  }
}
