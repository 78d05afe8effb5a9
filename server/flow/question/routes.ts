import * as contract from '../../../contract/question.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { listQuestions } from '../../views/questions.ts'
import { answerQuestions } from './answer.ts'

/** Whether leads are of known customers, where a rule wants a person to say. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.listQuestions, ({ caller, query, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const { items, next } = await listQuestions(tx, caller, { ...query, now: new Date() })
        return {
          items: items.map(({ reason, ...each }) => ({
            ...each,
            reason: { ...reason, message: reason.message[lang] },
          })),
          next,
        }
      }),
    ),
    route(contract.answerQuestions, ({ caller, body }) =>
      inTransaction(db, caller.orgId, async (tx) => ({ answered: await answerQuestions(tx, caller, body) })),
    ),
  ]
}
